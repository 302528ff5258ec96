import Bookkeeping
import Foundation

/// Writes a company's file; the same company always gives the same bytes.
struct CompanyExport {
    let company: Company
    /// Without secrets.
    let connections: [Connection]
    /// Connection → key → how many values are live.
    let secretCounts: [String: [String: Int]]
    let rules: Data
    let alerts: Data

    var yaml: String {
        var writer = YAMLWriter()
        writer.comment("Secrets are not exported: set the environment variables before applying.")
        writer.write(key: "company", companyMembers, indent: 0)
        if connections.isEmpty {
            writer.line("connections: []")
        } else {
            writer.line("connections:")
            for connection in connections { writer.item(members(of: connection), indent: 1) }
        }
        writer.write(key: "rules", members(of: rules), indent: 0)
        writer.write(key: "alerts", members(of: alerts), indent: 0)
        return writer.text
    }

    private var companyMembers: [YAMLWriter.Member] {
        let members: KeyValuePairs<String, String> = [
            "id": company.id,
            "name": company.name,
            "organizationNumber": company.organizationNumber,
            "baseCurrency": company.baseCurrency.code,
            "language": company.language.rawValue,
            "timeZone": company.timeZone,
        ]
        return members.map { YAMLWriter.Member(key: $0.key, value: .string($0.value)) }
    }

    private func members(of connection: Connection) -> [YAMLWriter.Member] {
        var members: [YAMLWriter.Member] = [
            .init(key: "id", value: .string(connection.id)),
            .init(key: "service", value: .string(connection.service.rawValue)),
        ]
        if let url = connection.baseURL {
            members.append(.init(key: "baseURL", value: .string(url)))
        }
        if !connection.isEnabled { members.append(.init(key: "enabled", value: .bool(false))) }
        for key in connection.service.schema.secrets {
            guard let count = secretCounts[connection.id]?[key.name] else { continue }
            let names = (0..<count).map { index in
                variable(connection.id, key.name) + (index == 0 ? "" : "_\(index + 1)")
            }
            members.append(.init(key: key.name, variables: names))
        }
        members += self.members(of: connection.options)
        let settings = self.members(of: connection.settings)
        if !settings.isEmpty {
            members.append(
                .init(key: "settings", value: JSONValue(json: connection.settings) ?? .null)
            )
        }
        return members
    }

    private func members(of json: Data) -> [YAMLWriter.Member] {
        guard case .object(let object) = JSONValue(json: json) else { return [] }
        return object.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: $0.value) }
    }

    /// `shop` and `webhookSecret` of `nordlys` become `NORDLYS_SHOP_WEBHOOK_SECRET`.
    private func variable(_ connection: String, _ key: String) -> String {
        let words = key.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "_\(letter)" : String(letter)
        }
        let name = "\(company.id)_\(connection)_\(words)".replacing("-", with: "_").uppercased()
        return name.first?.isNumber == true ? "_\(name)" : name
    }
}
