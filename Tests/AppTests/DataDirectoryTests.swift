import Foundation
import Testing

@testable import App

@Suite struct DataDirectoryTests {
    private let path = FileManager.default.temporaryDirectory
        .appending(path: "bokbro-\(UUID())").path()

    @Test func `a directory in use refuses a second owner until the first lets go`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let first = try DataDirectory(path: path)

            #expect(throws: DataDirectoryError.inUse(path: first.path)) {
                try DataDirectory(path: path)
            }
            withExtendedLifetime(first) {}
        }
        #expect(throws: Never.self) { try DataDirectory(path: path) }
    }

    @Test func `only its owner can look into a new directory`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let directory = try DataDirectory(path: path)

        let mode = try FileManager.default.attributesOfItem(atPath: directory.path)[
            .posixPermissions
        ]

        #expect(mode as? Int == 0o700)
    }

    @Test func `a path that cannot be a directory is refused with its reason`() {
        #expect(throws: DataDirectoryError.self) { try DataDirectory(path: "/dev/null/data") }
    }
}
