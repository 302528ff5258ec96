import Foundation

/// Reads Shopify's JSON: its names are in snake case, ours in camel case.
enum ShopifyDecoding {
    static func decode<Value: Decodable>(_ type: Value.Type, from body: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: body)
    }
}
