/// What a company has chosen about its project channels.
package struct SlackSettings: Hashable, Sendable {
    package var isPrivate: Bool
    /// Whether those leave the channel whom bokbro invited and who are no longer on the plan.
    package var removesMembers: Bool
    /// Whether a channel is renamed with its project.
    package var renames: Bool
    /// Whether a reopened project gets a new channel where the old cannot be fetched from the archive.
    package var makesNewWhenReopened: Bool

    package init(
        isPrivate: Bool = false,
        removesMembers: Bool = true,
        renames: Bool = true,
        makesNewWhenReopened: Bool = true
    ) {
        self.isPrivate = isPrivate
        self.removesMembers = removesMembers
        self.renames = renames
        self.makesNewWhenReopened = makesNewWhenReopened
    }
}
