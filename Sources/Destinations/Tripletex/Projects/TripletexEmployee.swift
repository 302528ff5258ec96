import Crypto
import Foundation

/// Somebody employed, as a planner matches crew with.
package struct TripletexEmployee: Hashable, Sendable {
    package var id: Int
    package var number: String?
    package var firstName: String
    package var lastName: String
    /// Lower case.
    package var email: String?
    /// Whether hours may be registered for them: not those who have left.
    package var isActive: Bool
    /// Whether they may be the manager of a project.
    package var isAssignableManager: Bool

    init(_ wire: TripletexEmployeeWire, isAssignableManager: Bool) {
        id = wire.id
        number = wire.employeeNumber?.isEmpty == false ? wire.employeeNumber : nil
        firstName = wire.firstName ?? ""
        lastName = wire.lastName ?? ""
        email = wire.email?.isEmpty == false ? wire.email?.lowercased() : nil
        isActive = wire.allowInformationRegistration ?? true
        self.isAssignableManager = isAssignableManager
    }
}

extension [TripletexEmployee] {
    /// Changes when anything does by which somebody is matched.
    package var fingerprint: String {
        let lines = filter(\.isActive).map { employee in
            [
                "\(employee.id)", employee.number ?? "", employee.firstName, employee.lastName,
                employee.email ?? "",
            ].joined(separator: "|")
        }
        return SHA256.hash(data: Data(lines.sorted().joined(separator: "\n").utf8)).prefix(8)
            .map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
    }
}
