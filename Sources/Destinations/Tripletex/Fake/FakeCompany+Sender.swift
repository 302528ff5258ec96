import Remote

extension FakeCompany {
    func readCompany(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard id == 1 else { throw .notFound }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(
                to: .object([
                    "id": .integer(1), "name": .string("Nordlys Lyd AS"),
                    "organizationNumber": .string(organizationNumber),
                    "address": .object([
                        "postalCode": .string(postalAddress?.code ?? ""),
                        "city": .string(postalAddress?.city ?? ""),
                    ]),
                ])
            )
        )
    }

    /// How the sending by EHF went, as the invoice tells it afterwards.
    func ehfStatus(of invoice: Invoice) -> String {
        guard invoice.sentBy == "EHF" else { return "DO_NOT_SEND" }
        return ehfUnreachable.contains(text(of: invoice.customer, "organizationNumber"))
            ? "SEND_FAILURE_RECIPIENT_NOT_FOUND" : "SENT"
    }
}
