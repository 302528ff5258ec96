/// Finding by id in lists that grow: a sandbox books tens of thousands.
extension Array where Element: Identifiable, Element.ID == Int {
    /// Ids grow with the list; one that does not is found by looking at all.
    func place(of id: Int?) -> Int? {
        guard let id else { return nil }
        var lower = startIndex
        var upper = endIndex
        while lower < upper {
            let middle = lower + (upper - lower) / 2
            if self[middle].id < id { lower = middle + 1 } else { upper = middle }
        }
        if lower < endIndex, self[lower].id == id { return lower }
        return firstIndex { $0.id == id }
    }

    func with(id: Int?) -> Element? { place(of: id).map { self[$0] } }
}

extension FakeCompany {
    mutating func append(_ posting: Posting) {
        if let invoice = posting.invoice {
            postingsByInvoice[invoice, default: []].append(postings.count)
        }
        postingsByVoucher[posting.voucher, default: []].append(postings.count)
        postings.append(posting)
    }

    func postings(ofInvoice id: Int) -> [Posting] {
        (postingsByInvoice[id] ?? []).map { postings[$0] }
    }

    func postings(ofVoucher id: Int) -> [Posting] {
        (postingsByVoucher[id] ?? []).map { postings[$0] }
    }
}
