import Companies

/// Keys for people who set a server up.
package enum KeyMaterial {
    /// A new master key: 32 random bytes in base64.
    package static func generate() -> String {
        MasterKey.generate().base64()
    }
}
