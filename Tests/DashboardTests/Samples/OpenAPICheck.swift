import Foundation

@testable import Dashboard

/// Holds answers of the admin API against its description, as far as the description's own vocabulary goes.
struct OpenAPICheck {
    let document: [String: Any]

    init() throws {
        let value = try JSONSerialization.jsonObject(with: Data(Assets.openAPI.bytes))
        document = value as? [String: Any] ?? [:]
    }

    /// `get /companies/{company}/events` and so on.
    var operations: Set<String> {
        let paths = document["paths"] as? [String: [String: Any]] ?? [:]
        return Set(
            paths.flatMap { path, methods in
                methods.keys.filter { $0 != "parameters" }.map { "\($0) \(path)" }
            }
        )
    }

    /// What is wrong with an answer to a request; empty when it is as described.
    ///
    /// A body that is no JSON is nil.
    func problems(_ method: String, _ path: String, status: Int, body: String?) -> [String] {
        guard let template = template(for: path, method) else {
            return ["no operation \(method) \(path)"]
        }
        let operation = value(["paths", template, method]) ?? [:]
        let responses = operation["responses"] as? [String: Any] ?? [:]
        guard let response = resolved(responses[String(status)]) else {
            return ["\(method) \(template): status \(status) is not described"]
        }
        let content = response["content"] as? [String: [String: Any]]
        guard let body, let schema = content?["application/json"]?["schema"] else { return [] }
        guard
            let json = try? JSONSerialization.jsonObject(
                with: Data(body.utf8),
                options: .fragmentsAllowed
            )
        else { return ["not JSON"] }
        return problems(json, schema, at: "")
    }

    private func template(for path: String, _ method: String) -> String? {
        let bare = path.split(separator: "?")[0].replacing("/api/v1", with: "")
        let parts = bare.split(separator: "/")
        let paths = document["paths"] as? [String: [String: Any]] ?? [:]
        return paths.filter { $0.value[method] != nil }.keys.filter { template in
            let names = template.split(separator: "/")
            return names.count == parts.count
                && zip(names, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.min { $0.filter { $0 == "{" }.count < $1.filter { $0 == "{" }.count }
    }

    private func value(_ path: [String]) -> [String: Any]? {
        path.reduce(document as [String: Any]?) { $0?[$1] as? [String: Any] }
    }

    private func resolved(_ node: Any?) -> [String: Any]? {
        guard let node = node as? [String: Any] else { return nil }
        guard let reference = node["$ref"] as? String else { return node }
        return value(reference.dropFirst(2).split(separator: "/").map(String.init))
    }

    private func problems(_ json: Any, _ node: Any?, at place: String) -> [String] {
        guard let schema = resolved(node) else { return ["\(place): no schema"] }
        for key in ["anyOf", "oneOf"] {
            guard let choices = schema[key] as? [Any] else { continue }
            let all = choices.map { problems(json, $0, at: place) }
            return all.contains([]) || schema["properties"] != nil ? [] : all.flatMap(\.self)
        }
        if let values = schema["enum"] as? [Any] {
            let isOne = values.contains { "\($0)" == "\(json)" }
            if !isOne { return ["\(place): \(json) is none of \(values)"] }
        }
        let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { Self.isA($0, json) }) {
            return ["\(place): \(json) is no \(types)"]
        }
        if let members = json as? [String: Any] { return problems(members, in: schema, at: place) }
        if let items = json as? [Any], let item = schema["items"] {
            return items.enumerated().flatMap {
                problems($0.element, item, at: "\(place)[\($0.offset)]")
            }
        }
        return []
    }

    private func problems(
        _ members: [String: Any],
        in schema: [String: Any],
        at place: String
    ) -> [String] {
        let properties = schema["properties"] as? [String: Any] ?? [:]
        let required = schema["required"] as? [String] ?? []
        var problems = required.filter { members[$0] == nil }.map { "\(place).\($0): missing" }
        for (name, value) in members {
            if let property = properties[name] {
                problems += self.problems(value, property, at: "\(place).\(name)")
            } else if schema["additionalProperties"] as? Bool == false {
                problems.append("\(place).\(name): not described")
            } else if let other = schema["additionalProperties"] as? [String: Any] {
                problems += self.problems(value, other, at: "\(place).\(name)")
            }
        }
        return problems
    }

    private static func isA(_ type: String, _ json: Any) -> Bool {
        switch type {
        case "string": json is String
        case "object": json is [String: Any]
        case "array": json is [Any]
        case "null": json is NSNull
        case "boolean": (json as? NSNumber).map { CFBooleanLike.isBoolean($0) } ?? (json is Bool)
        case "integer", "number":
            (json as? NSNumber).map { !CFBooleanLike.isBoolean($0) } ?? (json is Int)
        default: false
        }
    }

    private enum CFBooleanLike {
        static func isBoolean(_ number: NSNumber) -> Bool {
            unsafe String(cString: number.objCType) == "c"
        }
    }
}
