import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import TestSupport

/// A service's published structure, held against what is sent and answered.
struct SlackSpecification {
    private let document: JSONValue
    private let basePath: String

    /// `slack` or `tripletex`; `basePath` is what the addresses have before the document's paths.
    init(_ name: String, basePath: String) throws {
        document = try JSONValue(parsing: Samples.recording("../specs/\(name).json"))
        self.basePath = basePath
    }

    /// What is wrong with the exchange; empty when nothing is.
    func problems(_ call: RemoteCall, _ response: RemoteResponse?) -> [String] {
        guard let components = URLComponents(string: call.url),
            components.path.hasPrefix(basePath)
        else { return ["no address: \(call.url)"] }
        let path = String(components.path.dropFirst(basePath.count))
        let name = "\(call.method.rawValue) \(path)"
        guard let operation = operation(call.method, path) else { return ["\(name) is unknown"] }
        var problems = queryProblems(components.queryItems ?? [], operation)
        problems += bodyProblems(call, operation)
        if let response { problems += answerProblems(response, operation) }
        return problems.map { "\(name): \($0)" }
    }

    private func operation(_ method: HTTPRequest.Method, _ path: String) -> JSONValue? {
        guard case .object(let paths)? = document["paths"] else { return nil }
        let segments = path.split(separator: "/")
        let fitting = paths.filter { template in
            let parts = template.name.split(separator: "/")
            return parts.count == segments.count
                && zip(parts, segments).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        // A path that is spelt out comes before one with a place for an id.
        let best = fitting.min {
            $0.name.filter { $0 == "{" }.count < $1.name.filter { $0 == "{" }.count
        }
        return best?.value[method.rawValue.lowercased()]
    }

    private func queryProblems(_ items: [URLQueryItem], _ operation: JSONValue) -> [String] {
        guard case .array(let parameters)? = operation["parameters"] ?? .array([]) else {
            return []
        }
        let query = parameters.filter { $0["in"] == .string("query") }
        let known = query.compactMap { $0["name"]?.text }
        let required = query.filter { $0["required"] == .bool(true) }.compactMap {
            $0["name"]?.text
        }
        let sent = items.map(\.name)
        return sent.filter { !known.contains($0) }.map { "unknown parameter \($0)" }
            + required.filter { !sent.contains($0) }.map { "missing parameter \($0)" }
    }

    private func bodyProblems(_ call: RemoteCall, _ operation: JSONValue) -> [String] {
        guard let body = call.body, !body.isEmpty,
            case .object(let kinds)? = operation["requestBody"]?["content"]
        else { return [] }
        let isForm = call.headers[.contentType]?.contains("urlencoded") == true
        guard
            let schema = kinds.first(where: { $0.name.contains("urlencoded") == isForm })?
                .value["schema"]
        else { return ["a body of this kind is not taken"] }
        let json = isForm ? Self.form(body) : try? JSONValue(parsing: body)
        guard let json else { return ["the body cannot be read"] }
        return problems(json, schema, at: "body", isAnswer: false, isForm: isForm)
    }

    private func answerProblems(_ response: RemoteResponse, _ operation: JSONValue) -> [String] {
        guard (200..<300).contains(response.status), !response.body.isEmpty,
            case .object(let answers)? = operation["responses"]
        else { return [] }
        let content = answers.lazy.compactMap { answer -> JSONValue? in
            guard answer.name.hasPrefix("2") || answer.name == "default",
                case .object(let kinds)? = answer.value["content"]
            else { return nil }
            return kinds.first?.value["schema"]
        }.first
        guard let schema = content, let json = try? JSONValue(parsing: response.body) else {
            return []
        }
        return problems(json, schema, at: "answer", isAnswer: true, isForm: false)
    }

    private static func form(_ body: Data) -> JSONValue {
        .object(
            String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                let value = parts.count > 1 ? parts[1].removingPercentEncoding ?? "" : ""
                return .init(parts[0], .string(value))
            }
        )
    }

    private func problems(
        _ json: JSONValue,
        _ schema: JSONValue,
        at path: String,
        isAnswer: Bool,
        isForm: Bool
    ) -> [String] {
        let schema = resolved(schema)
        switch json {
        case .array(let items):
            guard let inner = schema["items"] else { return ["\(path) should be no list"] }
            return items.flatMap {
                problems($0, inner, at: "\(path)[]", isAnswer: isAnswer, isForm: isForm)
            }
        case .object(let members):
            return objectProblems(members, schema, at: path, isAnswer: isAnswer, isForm: isForm)
        case .string:
            guard !isForm, let type = schema["type"]?.text else { return [] }
            return type == "string" ? [] : ["\(path) should be \(type)"]
        case .number:
            guard let type = schema["type"]?.text else { return [] }
            return ["number", "integer"].contains(type) ? [] : ["\(path) should be \(type)"]
        case .bool:
            guard let type = schema["type"]?.text else { return [] }
            return type == "boolean" ? [] : ["\(path) should be \(type)"]
        case .null: return []
        }
    }

    private func objectProblems(
        _ members: [JSONValue.Member],
        _ schema: JSONValue,
        at path: String,
        isAnswer: Bool,
        isForm: Bool
    ) -> [String] {
        guard case .object(let properties)? = schema["properties"] else { return [] }
        var found: [String] = []
        for member in members {
            guard let property = properties.first(where: { $0.name == member.name })?.value else {
                found.append("\(path).\(member.name) is unknown")
                continue
            }
            if !isAnswer, resolved(property)["readOnly"] == .bool(true),
                property["$ref"] == nil
            {
                found.append("\(path).\(member.name) is read-only")
            }
            found += problems(
                member.value,
                property,
                at: "\(path).\(member.name)",
                isAnswer: isAnswer,
                isForm: isForm
            )
        }
        if !isAnswer, case .array(let required)? = schema["required"] {
            let sent = Set(members.map(\.name))
            found += required.compactMap(\.text).filter { !sent.contains($0) }
                .map { "\(path).\($0) is missing" }
        }
        return found
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let name = schema["$ref"]?.text?.split(separator: "/").last,
            let target = document["components"]?["schemas"]?[String(name)]
        else { return schema }
        return target
    }
}
