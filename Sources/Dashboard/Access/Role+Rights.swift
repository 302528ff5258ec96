package import Companies

extension Role {
    /// Something that may be done with a company.
    package enum Right: Hashable, Sendable, CaseIterable {
        case read
        case replay
    }

    /// Whether the role grants the right: the one place where that is decided.
    package func grants(_ right: Right) -> Bool {
        switch (self, right) {
        case (.owner, _): true
        case (.accountant, .read), (.accountant, .replay): true
        case (.viewer, .read): true
        case (.viewer, .replay): false
        }
    }
}
