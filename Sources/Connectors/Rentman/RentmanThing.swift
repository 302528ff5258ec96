/// A kind of thing in Rentman whose changes matter to us, named as in a subject: `projectcrew/5001`.
enum RentmanThing: String, Hashable, Sendable, CaseIterable {
    case project
    case subproject
    case function = "projectfunction"
    case crewPlanning = "projectcrew"
    case equipmentGroup = "projectequipmentgroup"
    case equipment = "projectequipment"
    case cost = "projectcost"
    case contact
    case contactPerson = "contactperson"
    case crew
    case invoice
    case invoiceLine = "invoiceline"

    /// The kind by the name that webhooks use; nil for those of no use to us.
    ///
    /// Groups of functions and vehicles change neither price nor crew. Statuses, tax classes and ledger codes are
    /// read by number and never kept, so that their changes need nothing. `Factuur` is what invoices are called
    /// there (inferred); `Invoice` is accepted in case that is mended.
    init?(itemType: String) {
        switch itemType {
        case "Project": self = .project
        case "Subproject": self = .subproject
        case "ProjectFunction": self = .function
        case "ProjectCrew": self = .crewPlanning
        case "ProjectEquipmentGroup": self = .equipmentGroup
        case "ProjectEquipment": self = .equipment
        case "ProjectCost": self = .cost
        case "Contact": self = .contact
        case "ContactPerson": self = .contactPerson
        case "Crew": self = .crew
        case "Factuur", "Invoice": self = .invoice
        case "InvoiceLine": self = .invoiceLine
        default: return nil
        }
    }

    /// Where the API lists them.
    var collection: String {
        switch self {
        case .project: "projects"
        case .subproject: "subprojects"
        case .function: "projectfunctions"
        case .crewPlanning: "projectcrew"
        case .equipmentGroup: "projectequipmentgroup"
        case .equipment: "projectequipment"
        case .cost: "costs"
        case .contact: "contacts"
        case .contactPerson: "contactpersons"
        case .crew: "crew"
        case .invoice: "invoices"
        case .invoiceLine: "invoicelines"
        }
    }

    func subject(_ id: Int64) -> String { "\(rawValue)/\(id)" }
}

/// A thing of Rentman by its kind and number.
struct RentmanSubject: Hashable, Sendable {
    var thing: RentmanThing
    var id: Int64

    init(_ thing: RentmanThing, _ id: Int64) {
        self.thing = thing
        self.id = id
    }

    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let thing = RentmanThing(rawValue: String(parts[0])),
            let id = Int64(parts[1]), id > 0
        else { return nil }
        self.init(thing, id)
    }

    var text: String { thing.subject(id) }
}
