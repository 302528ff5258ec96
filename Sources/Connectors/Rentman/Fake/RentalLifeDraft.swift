import Bookkeeping
import Foundation
import Projects
import Remote

/// A project on its way through its life.
struct RentalLifeDraft {
    static let crewCount: Int64 = 8
    static let ledgers = ["Rental", "Sale", "Crew", "Transport", "Insurance", "Other"]

    struct Part {
        var id: Int64
        var status: Int64
        var name: String
        var price: String
        var from: String?
        var to: String?
    }

    let id: Int64
    let account: String
    var random: SplitMix64
    var name = ""
    var customer: Int64?
    var parts: [Part] = []
    private var moments: [RentalMoment] = []
    private(set) var minute = 0
    let firstDay: LocalDate?
    /// Days after the first.
    private(set) var day = 0

    init(id: Int64, account: String, firstDay: LocalDate?, random: SplitMix64) {
        self.id = id
        self.account = account
        self.firstDay = firstDay
        self.random = random
    }

    mutating func life() -> RentalLife {
        draft()
        confirm()
        change()
        let crew = addCrew()
        addEquipment()
        if random.chance(percent: 60) { invoice() }
        let ending = end(crew: crew)
        return RentalLife(project: RentalProject.ID(id), ending: ending, moments: moments)
    }

    // MARK: Moments

    private mutating func draft() {
        name = title()
        customer = random.chance(percent: 90) ? 501 + Int64.random(in: 0..<3, using: &random) : nil
        let count = Int64.random(in: 1...4, using: &random)
        let month = Int.random(in: 1...9, using: &random)
        let hasDates = random.chance(percent: 90)
        let planned = plannedDays()
        parts = (0..<count).map { index in
            Part(
                id: id * 10 + index,
                status: 8,
                name: "Scene \(index + 1)",
                price: "0",
                from: hasDates
                    ? "\(planned(0) ?? "2026-0\(month)-10")T08:00:00+02:00" : nil,
                to: hasDates
                    ? "\(planned(index) ?? "2026-0\(month)-1\(index + 1)")T23:30:00.000+02:00"
                    : nil
            )
        }
        happen(
            [project] + parts.map(subproject),
            [webhook("create", "Project", [item(id)])]
                + parts.map { webhook("create", "Subproject", [item($0.id, of: ("Project", id))]) }
        )
    }

    /// The days of a job that begins so many days after its first; nil without a first day.
    private mutating func plannedDays() -> (Int64) -> String? {
        guard let firstDay else { return { _ in nil } }
        day = Int.random(in: 0..<RentalLifeGenerator.days / 3, using: &random)
        let start = Int.random(in: 15...RentalLifeGenerator.days + 40, using: &random)
        return { firstDay.adding(days: start + Int($0)).map(\.description) }
    }

    private mutating func confirm() {
        for index in parts.indices where index == 0 || random.chance(percent: 60) {
            parts[index].status = random.chance(percent: 90) ? 3 : 13
            parts[index].price = price()
        }
        happen(parts.map(subproject), [subprojectsWebhook])
    }

    private mutating func change() {
        if random.chance(percent: 50) {
            name = title()
            happen([project], [webhook("update", "Project", [item(id)])])
        }
        if random.chance(percent: 50) {
            parts[0].price = price()
            happen([subproject(parts[0])], [subprojectsWebhook])
        }
        if random.chance(percent: 20) {
            parts[0].status = 1
            happen([subproject(parts[0])], [subprojectsWebhook])
            parts[0].status = 3
            happen([subproject(parts[0])], [subprojectsWebhook])
        }
    }

    /// The ids of the planned rows.
    private mutating func addCrew() -> [Int64] {
        var rows: [Int64] = []
        for part in parts {
            let function = part.id * 10
            var changes: [FakeRentman.Change] = [
                put(
                    "projectfunctions",
                    function,
                    [
                        "project": .path("projects", id),
                        "subproject": .path("subprojects", part.id),
                        "name": .string("Tekniker"), "is_template": .bool(false),
                        "order": .number("0"),
                    ]
                )
            ]
            var created: [Int64] = []
            for index in 0..<Int64.random(in: 0...3, using: &random) {
                let row = function * 10 + index
                let member = 40 + Int64.random(in: 0..<Self.crewCount, using: &random)
                created.append(row)
                changes.append(
                    put(
                        "projectcrew",
                        row,
                        [
                            "function": .path("projectfunctions", function),
                            "crewmember": .path("crew", member),
                            "visible": .bool(random.chance(percent: 85)),
                        ]
                    )
                )
            }
            rows += created
            happen(
                changes,
                [
                    webhook(
                        "create",
                        "ProjectFunction",
                        [item(function, of: ("Subproject", part.id))]
                    )
                ]
                    + created.map {
                        webhook(
                            "create",
                            "ProjectCrew",
                            [item($0, of: ("ProjectFunction", function))]
                        )
                    }
            )
        }
        return rows
    }

    private mutating func addEquipment() {
        let group = id * 100
        let ids = (0..<Int64.random(in: 1...3, using: &random)).map { group + 1 + $0 }
        parts[0].price = price()
        happen(
            [
                put(
                    "projectequipmentgroup",
                    group,
                    [
                        "project": .path("projects", id),
                        "subproject": .path("subprojects", parts[0].id),
                    ]
                )
            ]
                + ids.map {
                    put(
                        "projectequipment",
                        $0,
                        [
                            "equipment_group": .path("projectequipmentgroup", group),
                            "quantity": .number("2"), "unit_price": .number("125.5"),
                        ]
                    )
                } + [subproject(parts[0])],
            ids.map {
                webhook(
                    "create",
                    "ProjectEquipment",
                    [item($0, of: ("ProjectEquipmentGroup", group))]
                )
            }
        )
        guard random.chance(percent: 40) else { return }
        parts[0].price = price()
        // Deletions name bare numbers, and only now and then is anything else told.
        happen(
            ids.map { .remove(collection: "projectequipment", id: $0) } + [subproject(parts[0])],
            [webhook("delete", "ProjectEquipment", ids.map { .number(String($0)) })]
        )
    }

    private mutating func invoice() {
        let invoice = RentalInvoiceDraft(
            id: id * 10,
            project: id,
            customer: customer,
            random: &random
        )
        for isFinal in [false, true] {
            happen(
                invoice.changes(isFinal: isFinal, stamp: stamp),
                [webhook(isFinal ? "update" : "create", "Factuur", [item(invoice.id)])]
            )
        }
    }

    private mutating func end(crew: [Int64]) -> RentalLife.Ending {
        let ending = RentalLife.Ending.allCases[Int(random.next() % 4)]
        switch ending {
        case .running: break
        case .returned:
            for index in parts.indices { parts[index].status = 6 }
            happen(parts.map(subproject), [subprojectsWebhook])
        case .cancelled:
            for index in parts.indices { parts[index].status = 2 }
            happen(
                parts.map(subproject) + crew.map { .remove(collection: "projectcrew", id: $0) },
                [subprojectsWebhook]
                    + (crew.isEmpty
                        ? [] : [webhook("delete", "ProjectCrew", crew.map { .number(String($0)) })])
            )
        case .deleted:
            happen(
                [.remove(collection: "projects", id: id)]
                    + parts.map { .remove(collection: "subprojects", id: $0.id) }
                    + crew.map { .remove(collection: "projectcrew", id: $0) },
                [
                    webhook("delete", "Subproject", parts.map { .number(String($0.id)) }),
                    webhook("delete", "Project", [.number(String(id))]),
                ]
            )
        }
        if random.chance(percent: 10) {
            happen([], [webhook("delete", "Subproject", [.number(String(9_000_000 + id))])])
        }
        return ending
    }

    private mutating func happen(_ changes: [FakeRentman.Change], _ webhooks: [Data]) {
        moments.append(RentalMoment(day: day, changes: changes, webhooks: webhooks))
        minute += 1
        guard firstDay != nil else { return }
        day = min(
            day + Int.random(in: 0...4, using: &random),
            RentalLifeGenerator.days - 1
        )
    }

    // MARK: Chance

    private mutating func title() -> String {
        [
            "Vårkonferansen 2026", "Blåbærfestivalen 🎉", "Julebord", "<script>alert(1)</script>",
            String(repeating: "Ærlig talt ", count: 28),
        ][Int(random.next() % 5)]
    }

    private mutating func price() -> String {
        ["1350.4567", "-0.0", "12980.456999999999", "40900", "54500.0", "967.7744999999999"][
            Int(random.next() % 6)
        ]
    }
}
