/// Files packed into one, uncompressed and without a time, so that the same files give the same bytes.
struct ZipArchive: Sendable {
    private struct Entry {
        let name: [UInt8]
        let checksum: UInt32
        let length: UInt32
        let offset: UInt32
    }

    /// 1980-01-01, the first day that the format can write.
    private static let day: UInt16 = 0x21
    private static let version: UInt16 = 20
    /// Names are UTF-8.
    private static let flags: UInt16 = 0x0800

    private var content: [UInt8] = []
    private var entries: [Entry] = []

    mutating func add(_ name: String, _ file: [UInt8]) {
        let entry = Entry(
            name: Array(name.utf8),
            checksum: Self.checksum(of: file),
            length: UInt32(file.count),
            offset: UInt32(content.count)
        )
        content.append(0x0403_4b50 as UInt32)
        content.append(Self.version)
        content.append(facts: entry.checksum, entry.length, entry.name.count, Self.flags, Self.day)
        content += entry.name
        content += file
        entries.append(entry)
    }

    /// The archive, with its list of contents at the end.
    var bytes: [UInt8] {
        var list: [UInt8] = []
        for entry in entries {
            list.append(0x0201_4b50 as UInt32)
            list.append(Self.version)
            list.append(Self.version)
            list.append(
                facts: entry.checksum,
                entry.length,
                entry.name.count,
                Self.flags,
                Self.day
            )
            // Comment, disk, and attributes: none.
            list += [UInt8](repeating: 0, count: 10)
            list.append(entry.offset)
            list += entry.name
        }
        var end: [UInt8] = []
        end.append(0x0605_4b50 as UInt32)
        end += [0, 0, 0, 0]
        end.append(UInt16(entries.count))
        end.append(UInt16(entries.count))
        end.append(UInt32(list.count))
        end.append(UInt32(content.count))
        end += [0, 0]
        return content + list + end
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    /// CRC-32 as the format wants it.
    static func checksum(of bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: UInt16) {
        self += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    }

    fileprivate mutating func append(_ number: UInt32) {
        append(UInt16(truncatingIfNeeded: number))
        append(UInt16(truncatingIfNeeded: number >> 16))
    }

    /// What both places that tell of a file have alike.
    fileprivate mutating func append(
        facts checksum: UInt32,
        _ length: UInt32,
        _ nameLength: Int,
        _ flags: UInt16,
        _ day: UInt16
    ) {
        append(flags)
        // Stored as it is, at no time of the day.
        append(0 as UInt16)
        append(0 as UInt16)
        append(day)
        append(checksum)
        append(length)
        append(length)
        append(UInt16(nameLength))
        append(0 as UInt16)
    }
}
