import Foundation
import Testing

@testable import Dashboard

@Suite struct StylesheetTests {
    private static let pairs = [
        ("ink", "paper"), ("ink", "surface"), ("ink", "raised"), ("ink-soft", "paper"),
        ("ink-soft", "surface"), ("ink-soft", "raised"), ("link", "paper"), ("link", "surface"),
        ("link-hover", "surface"), ("on-accent", "accent"), ("on-accent", "accent-hover"),
        ("good", "good-back"), ("bad", "bad-back"), ("bad", "surface"), ("wait", "wait-back"),
        ("quiet", "quiet-back"), ("bad", "bad-back"), ("ink", "bad-back"),
    ]

    @Test(arguments: [false, true])
    func `text stands out from its background by 4.5 to 1`(isDark: Bool) throws {
        let tokens = try tokens(isDark: isDark)
        for (ink, back) in Self.pairs {
            let ratio = try contrast(#require(tokens[ink]), #require(tokens[back]))
            #expect(ratio >= 4.5, "\(ink) on \(back): \(ratio)")
        }
    }

    @Test(arguments: [false, true])
    func `what is drawn or outlined stands out by 3 to 1`(isDark: Bool) throws {
        let tokens = try tokens(isDark: isDark)
        for mark in ["chart-done", "chart-failed", "line-strong", "focus"] {
            let ratio = try contrast(#require(tokens[mark]), #require(tokens["surface"]))
            #expect(ratio >= 3, "\(mark): \(ratio)")
        }
    }

    @Test func `nothing comes from another host`() {
        let text = String(decoding: Assets.stylesheet.bytes, as: UTF8.self)

        #expect(!text.contains("http") && !text.contains("@import") && !text.contains("url("))
    }

    private func tokens(isDark: Bool) throws -> [String: String] {
        let text = String(decoding: Assets.stylesheet.bytes, as: UTF8.self)
        let blocks = text.matches(of: /:root \{([^}]*)\}/)
        let block = try #require(isDark ? blocks.dropFirst().first : blocks.first)
        return Dictionary(
            block.1.matches(of: /--([a-z-]+): (#[0-9a-f]{6})/).map { (String($0.1), String($0.2)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The contrast of WCAG 2.2 between two colours.
    private func contrast(_ one: String, _ other: String) -> Double {
        let lights = [luminance(one), luminance(other)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    private func luminance(_ colour: String) -> Double {
        let value = UInt32(colour.dropFirst(), radix: 16) ?? 0
        let parts = [16, 8, 0].map { shift in
            let part = Double((value >> UInt32(shift)) & 255) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
