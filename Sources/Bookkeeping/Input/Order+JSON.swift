extension Order {
    /// Reads an order of the neutral schema: a case's `input.order`.
    ///
    /// Names every error by its path below `path`; names that the schema does not have are left alone.
    package init(neutral value: JSONValue, at path: String = "") throws(InputErrors) {
        var reader = FieldReader()
        var order: Order?
        if let members = reader.object(value, path) {
            order = InputReader(members, path).order(&reader)
        }
        guard let order, reader.problems.isEmpty else { throw InputErrors(reader.problems) }
        self = order
    }
}
