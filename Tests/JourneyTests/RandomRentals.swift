import Bookkeeping
import Connectors
import Foundation
import Remote

/// A Rentman account in which anything may happen at any time: the same seed, the same happenings.
struct RandomRentals {
    /// What changed, and the webhooks that tell of it.
    struct Happening {
        var changes: [FakeRentman.Change]
        var webhooks: [Data]
    }

    private struct Part {
        var id: Int64
        var status: Int64
        var price: String
        var from: LocalDate?
        var to: LocalDate?
    }

    private struct Row {
        var id: Int64
        var function: Int64
        var member: Int64
        var isVisible: Bool
    }

    private struct Job {
        var id: Int64
        var name = "Jobb"
        var reference = ""
        var customer: Int64? = 501
        var manager: Int64? = 40
        var parts: [Part] = []
        var rows: [Row] = []
        /// Drafts are false.
        var invoices: [(id: Int64, isFinal: Bool)] = []
    }

    private let limit: Int
    private let firstDay: LocalDate
    private var random: SplitMix64
    private var jobs: [Job] = []
    private var lastID: Int64 = 100_000
    private var made = 0
    /// Every project there ever was.
    private(set) var projects: [Int64] = []

    init(seed: UInt64, projects limit: Int, firstDay: LocalDate) {
        self.limit = limit
        self.firstDay = firstDay
        random = SplitMix64(seed: seed)
    }

    /// Something happens, at that moment.
    mutating func happen(at moment: Date) -> Happening {
        let stamp = moment.ISO8601Format()
        guard made >= limit || (!jobs.isEmpty && !chance(30)) else { return begin(stamp) }
        let index = Int.random(in: 0..<jobs.count, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12: return rename(index, stamp)
        case 12..<40: return changePart(index, stamp)
        case 40..<48: return addPart(index, stamp)
        case 48..<54: return removePart(index, stamp)
        case 54..<74: return addRow(index, stamp)
        case 74..<84: return removeRow(index, stamp)
        case 84..<96: return invoice(index, stamp)
        default: return jobs.count > limit / 2 ? delete(index, stamp) : rename(index, stamp)
        }
    }

    // MARK: Projects

    private mutating func begin(_ stamp: String) -> Happening {
        made += 1
        let id = Int64(1_000 + made)
        projects.append(id)
        var job = Job(id: id)
        job.parts = [part(), part()]
        jobs.append(job)
        return Happening(
            changes: [record(job, stamp)] + job.parts.map { record($0, of: id, stamp) },
            webhooks: [webhook("create", "Project", [item(id)], stamp)]
                + job.parts.map {
                    webhook("create", "Subproject", [item($0.id, ("Project", id))], stamp)
                }
        )
    }

    private mutating func rename(_ index: Int, _ stamp: String) -> Happening {
        jobs[index].name = one([
            "Vårkonferansen", "Blåbær 🎉", "Fest & moro", String(repeating: "Ærlig ", count: 60), "",
        ])
        jobs[index].reference = one(["", "PO-7", "PO-8"])
        jobs[index].customer = chance(5) ? nil : 501 + Int64.random(in: 0..<3, using: &random)
        jobs[index].manager = one([nil, 40, 41])
        let job = jobs[index]
        return Happening(
            changes: [record(job, stamp)],
            webhooks: [webhook("update", "Project", [item(job.id)], stamp)]
        )
    }

    private mutating func delete(_ index: Int, _ stamp: String) -> Happening {
        let job = jobs.remove(at: index)
        return Happening(
            changes: [.remove(collection: "projects", id: job.id)]
                + job.parts.map { .remove(collection: "subprojects", id: $0.id) }
                + job.rows.map { .remove(collection: "projectcrew", id: $0.id) },
            webhooks: [
                webhook("delete", "Subproject", job.parts.map { "\($0.id)" }, stamp),
                webhook("delete", "Project", ["\(job.id)"], stamp),
            ]
        )
    }

    // MARK: Subprojects

    private mutating func part() -> Part {
        var part = Part(id: nextID(), status: 8, price: "0", from: nil, to: nil)
        vary(&part)
        return part
    }

    private mutating func vary(_ part: inout Part) {
        part.status = one([1, 2, 3, 3, 3, 3, 4, 5, 6, 8, 13])
        part.price = one(["1350.4567", "-0.0", "12980.456999999999", "40900", "967.7744999999999"])
        guard chance(85) else { return }
        let start = Int.random(in: -5...60, using: &random)
        part.from = firstDay.adding(days: start)
        part.to = firstDay.adding(days: start + Int.random(in: 0...10, using: &random))
    }

    private mutating func changePart(_ index: Int, _ stamp: String) -> Happening {
        let place = Int.random(in: 0..<jobs[index].parts.count, using: &random)
        var part = jobs[index].parts[place]
        vary(&part)
        jobs[index].parts[place] = part
        let job = jobs[index]
        return Happening(
            changes: [record(job.parts[place], of: job.id, stamp)],
            webhooks: [
                webhook(
                    "update",
                    "Subproject",
                    [item(job.parts[place].id, ("Project", job.id))],
                    stamp
                )
            ]
        )
    }

    private mutating func addPart(_ index: Int, _ stamp: String) -> Happening {
        guard jobs[index].parts.count < 6 else { return changePart(index, stamp) }
        let part = self.part()
        jobs[index].parts.append(part)
        let id = jobs[index].id
        return Happening(
            changes: [record(part, of: id, stamp)],
            webhooks: [webhook("create", "Subproject", [item(part.id, ("Project", id))], stamp)]
        )
    }

    /// Only bare numbers are told of what is deleted.
    private mutating func removePart(_ index: Int, _ stamp: String) -> Happening {
        guard jobs[index].parts.count > 1 else { return changePart(index, stamp) }
        let place = Int.random(in: 0..<jobs[index].parts.count, using: &random)
        let part = jobs[index].parts.remove(at: place)
        let rows = jobs[index].rows.filter { $0.function == part.id * 10 }
        jobs[index].rows.removeAll { $0.function == part.id * 10 }
        return Happening(
            changes: [
                .remove(collection: "subprojects", id: part.id),
                .remove(collection: "projectfunctions", id: part.id * 10),
            ] + rows.map { .remove(collection: "projectcrew", id: $0.id) },
            webhooks: [webhook("delete", "Subproject", ["\(part.id)"], stamp)]
        )
    }

    // MARK: Crew

    private mutating func addRow(_ index: Int, _ stamp: String) -> Happening {
        let part = one(jobs[index].parts)
        let row = Row(
            id: nextID(),
            function: part.id * 10,
            member: 40 + Int64.random(in: 0..<8, using: &random),
            isVisible: chance(85)
        )
        jobs[index].rows.append(row)
        let job = jobs[index].id
        let function = put(
            "projectfunctions",
            #"{"id":\#(row.function),"modified":"\#(stamp)","project":"/projects/\#(job)","subproject":"/subprojects/\#(part.id)","name":"Tekniker"}"#
        )
        let planning = put(
            "projectcrew",
            #"{"id":\#(row.id),"modified":"\#(stamp)","function":"/projectfunctions/\#(row.function)","crewmember":"/crew/\#(row.member)","visible":\#(row.isVisible)}"#
        )
        return Happening(
            changes: [function, planning],
            webhooks: [
                webhook(
                    "create",
                    "ProjectCrew",
                    [item(row.id, ("ProjectFunction", row.function))],
                    stamp
                )
            ]
        )
    }

    private mutating func removeRow(_ index: Int, _ stamp: String) -> Happening {
        guard !jobs[index].rows.isEmpty else { return addRow(index, stamp) }
        let place = Int.random(in: 0..<jobs[index].rows.count, using: &random)
        let row = jobs[index].rows.remove(at: place)
        return Happening(
            changes: [.remove(collection: "projectcrew", id: row.id)],
            webhooks: [webhook("delete", "ProjectCrew", ["\(row.id)"], stamp)]
        )
    }

    // MARK: Invoices

    private mutating func invoice(_ index: Int, _ stamp: String) -> Happening {
        if let draft = jobs[index].invoices.firstIndex(where: { !$0.isFinal }) {
            jobs[index].invoices[draft].isFinal = true
            return told(jobs[index].invoices[draft], of: jobs[index], "update", stamp)
        }
        guard jobs[index].invoices.count < 2 else { return rename(index, stamp) }
        let invoice = (id: nextID(), isFinal: chance(50))
        jobs[index].invoices.append(invoice)
        return told(invoice, of: jobs[index], "create", stamp)
    }

    private func told(
        _ invoice: (id: Int64, isFinal: Bool),
        of job: Job,
        _ event: String,
        _ stamp: String
    ) -> Happening {
        let customer = job.customer.map { "\"/contacts/\($0)\"" } ?? "null"
        let record = put(
            "invoices",
            #"{"id":\#(invoice.id),"modified":"\#(stamp)","number":"F-\#(invoice.id)","customer":\#(customer),"contact":null,"project":"/projects/\#(job.id)","date":"2026-03-14T00:00:00+01:00","expiration":"2026-03-28T00:00:00+01:00","procent":1,"finalized":\#(invoice.isFinal),"invoicetype":"F","price":12980.456999999999,"vat_amount":3245.1142499999996,"price_invat":16225.571249999999}"#
        )
        let line = put(
            "invoicelines",
            #"{"id":\#(invoice.id * 10),"modified":"\#(stamp)","item":\#(invoice.id),"base":12980.456999999999,"ledger":"/ledgercodes/1","ledgercode":"Rental","vatrate":0.25,"vatamount":3245.1142499999996,"priceincl":16225.571249999999,"parent_api_path":"/invoices/\#(invoice.id)"}"#
        )
        return Happening(
            changes: [record, line],
            webhooks: [webhook(event, "Factuur", [item(invoice.id)], stamp)]
        )
    }

    // MARK: Records and webhooks

    private func record(_ job: Job, _ stamp: String) -> FakeRentman.Change {
        let customer = job.customer.map { "\"/contacts/\($0)\"" } ?? "null"
        let manager = job.manager.map { "\"/crew/\($0)\"" } ?? "null"
        return put(
            "projects",
            #"{"id":\#(job.id),"created":"2026-03-01T10:00:00+01:00","modified":"\#(stamp)","number":\#(job.id),"name":"\#(job.name)","reference":"\#(job.reference)","customer":\#(customer),"cust_contact":null,"account_manager":\#(manager)}"#
        )
    }

    private func record(
        _ part: Part,
        of job: Int64,
        _ stamp: String
    ) -> FakeRentman.Change {
        let from = part.from.map { "\"\($0)T08:00:00+02:00\"" } ?? "null"
        let to = part.to.map { "\"\($0)T22:00:00+02:00\"" } ?? "null"
        return put(
            "subprojects",
            #"{"id":\#(part.id),"modified":"\#(stamp)","project":"/projects/\#(job)","order":\#(part.id),"name":"Scene \#(part.id)","status":"/statuses/\#(part.status)","is_template":false,"in_financial":true,"planperiod_start":\#(from),"planperiod_end":\#(to),"project_total_price":\#(part.price)}"#
        )
    }

    private func put(_ collection: String, _ json: String) -> FakeRentman.Change {
        .put(collection: collection, record: (try? JSONValue(parsing: json.utf8)) ?? .null)
    }

    private func item(_ id: Int64, _ parent: (type: String, id: Int64)? = nil) -> String {
        let owner =
            parent.map { #"{"id":\#($0.id),"itemType":"\#($0.type)","ref":"/x/\#($0.id)"}"# }
            ?? "null"
        return #"{"id":\#(id),"ref":"/x/\#(id)","parent":\#(owner)}"#
    }

    private func webhook(
        _ event: String,
        _ type: String,
        _ items: [String],
        _ stamp: String
    ) -> Data {
        Data(
            #"{"account":"nordlyslyd","user":{"itemType":"Crew","id":33,"ref":"/crew/33"},"eventType":"\#(event)","itemType":"\#(type)","items":[\#(items.joined(separator: ","))],"eventDate":"\#(stamp)"}"#
                .utf8
        )
    }

    // MARK: Chance

    private mutating func nextID() -> Int64 {
        lastID += 1
        return lastID
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }

    private mutating func one<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }
}
