import Bookkeeping
import Remote

extension FakeCompany {
    /// Number and name are required, a number that is there is refused; other fields than these are not taken.
    mutating func createAccount(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(FakeRoute.json(request), known: ["number", "name", "description"])
        let number = try body.required("number", body.whole("number"))
        let name = try body.required("name", body.text("name"))
        guard (1_000...99_999).contains(number) else {
            throw .invalid("number", "Kontonummeret er ugyldig.")
        }
        guard !accounts.contains(where: { $0.number == number }) else {
            throw .invalid("number", "Nummeret er i bruk.")
        }
        let account = Account(number: number, name: name)
        accounts.append(account)
        return FakeRoute.value(
            .object([
                "id": .integer(account.id), "number": .integer(number), "name": .string(name),
                "ledgerType": .string(account.ledgerType),
            ]),
            status: 201
        )
    }
}
