import Foundation
import Testing

/// House rules of the target that no compiler checks.
@Suite struct `The sources of Bookkeeping` {
    struct File: CustomTestStringConvertible, Sendable {
        var name: String
        var lines: [Substring]
        var testDescription: String { name }
    }

    static let files: [File] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Bookkeeping").resolvingSymlinksInPath()
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap {
            $0 as? String
        }
        return (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let lines = (text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            return File(name: name, lines: lines)
        }
    }()

    @Test func `are found`() {
        #expect(Self.files.count > 70)
        #expect(Self.files.allSatisfy { $0.lines.count > 3 })
    }

    @Test(arguments: files)
    func `have no file over 300 lines`(_ file: File) {
        #expect(file.lines.count <= 301)
    }

    @Test(arguments: files)
    func `never use binary floating point`(_ file: File) {
        let code = file.lines.filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }
        let words = code.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" } }
        let floats: Set<Substring> = [
            "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "Decimal",
            "NSDecimalNumber", "TimeInterval",
        ]
        #expect(words.allSatisfy { !floats.contains($0) })
    }

    @Test(arguments: files)
    func `import nothing but Foundation's bytes, so they know no clock, network or disk`(
        _ file: File
    ) {
        let imports = file.lines.filter { $0.hasPrefix("import ") || $0.contains(" import ") }
            .filter { !$0.hasPrefix("//") && !$0.contains("///") }
        #expect(imports.allSatisfy { $0 == "package import Foundation" })
        let code = file.lines.filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }
        let impure = ["Date()", "FileManager", "URLSession", "ProcessInfo", "async ", "random("]
        #expect(code.allSatisfy { line in impure.allSatisfy { !line.contains($0) } })
    }
}
