import Bookkeeping
import Foundation

/// The projects and people that a stand-in of Tripletex holds.
struct FakeProjects: Sendable {
    struct Employee: Sendable {
        var id: Int
        var number: String
        var firstName: String
        var lastName: String
        var email: String
        var isActive = true
        var isAssignableManager = false
    }

    struct Participant: Sendable {
        var id: Int
        var employee: Int
        /// Tripletex itself made them one when they became the manager.
        var cameAsManager = false
    }

    struct Line: Sendable {
        var id: Int
        var version = 0
        var project: Int
        var description: String
        var date: LocalDate
        var count: Decimal
        var unitPrice: Decimal
        var vatType: FakeCompany.VATType
        var position: Int
        var isChargeable: Bool
        var invoice: Int?

        /// In øre.
        var net: Int64 { (count * unitPrice).roundedToOre }
        var gross: Int64 {
            net + FakeCompany.rounded(net * vatType.rate.basisPoints, by: 10_000)
        }
    }

    struct Project: Sendable {
        var id: Int
        var version = 0
        var number: String
        var name: String
        var reference: String?
        var description: String?
        var externalAccountsNumber: String?
        var manager: Int
        var startDate: LocalDate
        var endDate: LocalDate?
        var customer: Int?
        var contact: Int?
        var isInternal: Bool
        var isClosed = false
        var participants: [Participant] = []
    }

    /// The owner of the company, who may manage projects.
    var employees = [
        Employee(
            id: 1,
            number: "1",
            firstName: "Daglig",
            lastName: "Leder",
            email: "daglig.leder@firma.example",
            isAssignableManager: true
        )
    ]
    var projects: [Project] = []
    var lines: [Line] = []
    /// Whether the list endpoints that are on trial are closed to the token.
    var refusesTrialLists = false

    func project(_ id: Int?) throws(FakeRefusal) -> Project {
        guard let project = projects.first(where: { $0.id == id }) else { throw .notFound }
        return project
    }

    mutating func change(_ project: Project) {
        if let index = projects.firstIndex(where: { $0.id == project.id }) {
            projects[index] = project
            projects[index].version += 1
        }
    }
}
