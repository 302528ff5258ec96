/// What the doctor finds in a company.
package struct CompanyDiagnosis: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        /// A connection's id, or such as `disk`.
        package var place: String
        package var finding: Finding

        package init(place: String, finding: Finding) {
            self.place = place
            self.finding = finding
        }
    }

    package var findings: [Entry]
    /// Accounts that the rules name and Tripletex lacks.
    package var missingAccounts: [Int]

    package init(findings: [Entry], missingAccounts: [Int]) {
        self.findings = findings
        self.missingAccounts = missingAccounts
    }
}
