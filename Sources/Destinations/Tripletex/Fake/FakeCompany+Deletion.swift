import Bookkeeping
import Remote

extension FakeCompany {
    /// Vouchers of invoices and credit notes stay; a payment that goes opens its invoice again.
    mutating func deleteVoucher(_ id: Int?) throws(FakeRefusal) -> RemoteResponse {
        guard let place = vouchers.place(of: id) else { throw .notFound }
        let voucher = vouchers[place]
        guard voucher.reverse == nil, !invoices.contains(where: { $0.voucher == voucher.id }) else {
            throw .invalid(nil, "Bilag \(voucher.number)-\(voucher.date.year) kan ikke slettes.")
        }
        try checkOpen(voucher.date)
        for posting in postings(ofVoucher: voucher.id) where posting.account == 1_500 {
            guard let index = invoices.place(of: posting.invoice) else { continue }
            invoices[index].outstanding -= posting.inCurrency
        }
        removeVoucher(voucher.id)
        return RemoteResponse(status: 204)
    }

    /// Takes a voucher out of the ledger with all its postings, also one that the interface would not delete.
    mutating func removeVoucher(_ id: Int) {
        let left = postings.filter { $0.voucher != id }
        postings = []
        postingsByInvoice = [:]
        postingsByVoucher = [:]
        for posting in left { append(posting) }
        vouchers.removeAll { $0.id == id }
    }
}
