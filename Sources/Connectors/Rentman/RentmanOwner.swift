/// Finds what a part belongs to, by asking for the part itself.
struct RentmanOwner: Sendable {
    /// How the way from a part to its owner goes: each link leads one step up.
    private static let ways: [RentmanThing: (links: [String], owner: RentmanThing)] = [
        .subproject: (["project"], .project),
        .function: (["project"], .project),
        .equipmentGroup: (["project"], .project),
        .cost: (["project"], .project),
        .equipment: (["equipment_group", "project"], .project),
        .crewPlanning: (["function", "project"], .project),
        .contactPerson: (["contact"], .contact),
    ]
    private static let collections = [
        "equipment_group": "projectequipmentgroup", "function": "projectfunctions",
    ]

    let calls: RentmanCalls

    init(_ calls: RentmanCalls) {
        self.calls = calls
    }

    /// nil when the part, or something on the way, is gone.
    func owner(of subject: RentmanSubject) async throws -> RentmanSubject? {
        if subject.thing == .invoiceLine { return try await invoice(ofLine: subject.id) }
        guard let way = Self.ways[subject.thing] else { return nil }
        let expand = way.links.count > 1 ? [way.links[0]] : []
        guard
            var record = try await calls.item(
                subject.thing.collection,
                subject.id,
                expand: expand
            )
        else { return nil }
        for link in way.links.dropLast() {
            if let expanded = record.record(link) {
                record = expanded
            } else {
                guard let id = record.link(link), let collection = Self.collections[link],
                    let next = try await calls.item(collection, id)
                else { return nil }
                record = next
            }
        }
        return way.links.last.flatMap { record.link($0) }.map { RentmanSubject(way.owner, $0) }
    }

    /// Lines of quotations and contracts look the same; only their parent's path tells.
    private func invoice(ofLine id: Int64) async throws -> RentmanSubject? {
        guard let record = try await calls.item("invoicelines", id),
            let path = record.text("parent_api_path"), path.hasPrefix("/invoices/"),
            let invoice = record.link("parent_api_path")
        else { return nil }
        return RentmanSubject(.invoice, invoice)
    }
}
