package import Bookkeeping

/// One thing to be done so that what exists becomes what should exist; each may safely be done twice.
package enum ProjectStep: Hashable, Sendable {
    /// Finds or makes the customer, before a project is given it.
    case ensureCustomer(RentalContact)
    case ensureContactPerson(RentalPerson, of: RentalContact.ID)
    case createProject(PlannedProject)
    case changeProject(LedgerProject.ID, [ProjectChange])
    case reopenProject(LedgerProject.ID)
    case addParticipants([Employee.ID])
    case removeParticipants([Employee.ID])
    case addLines([PlannedLine])
    case changeLine(ExistingLine.ID, PlannedLine)
    case removeLines([ExistingLine.ID])
    /// Closed, never deleted: hours and postings may hang on it.
    case closeProject(LedgerProject.ID)

    case createChannel(PlannedChannel)
    /// The bot cannot unarchive: a user's token does it, or a new channel with a suffix is made.
    case reopenChannel(id: String, PlannedChannel)
    case renameChannel(id: String, ChannelName)
    case setTopic(ChannelTopic)
    case setPurpose(String)
    case inviteToChannel([ChannelMember])
    /// Addresses of people whom we invited.
    case removeFromChannel([String])
    /// With a closing message.
    case archiveChannel(id: String)

    /// Remembers when the project ended, from which the grace period counts.
    case noteEnd(LocalDate)
    case forgetEnd
}

/// One field of the ledger's project that should be another.
package enum ProjectChange: Hashable, Sendable {
    case name(String)
    case number(String)
    case reference(String?)
    case customer(RentalContact.ID)
    case contactPerson(RentalPerson.ID?)
    case manager(Employee.ID)
    case startDate(LocalDate)
    case endDate(LocalDate?)
}
