/// The version of this program, as `/health` and `bokbro --version` show it.
package enum BuildVersion {
    package static let current = "0.1.0"
}
