import Foundation

@testable import Dashboard

/// Events as they come out of the outbox.
enum SampleEvents {
    private static func at(_ minutesAgo: Double) -> Date {
        SamplePages.now.addingTimeInterval(-60 * minutesAgo)
    }

    static func bare() -> EventDocument {
        EventDocument(
            id: "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c00",
            company: "nordlys",
            connection: "shop",
            topic: "orders/paid",
            subject: "order/1001",
            deliveryID: "d-1",
            state: "pending",
            receivedAt: at(1)
        )
    }

    static func failed(cause: String = "MISSING_ACCOUNT_MAPPING") -> EventDocument {
        var event = bare()
        event.id = "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c11"
        event.subject = "order/450789469"
        event.state = "failed"
        event.cause = cause
        event.message = "Ingen konto er valgt for betalinger med «Klarna Checkout» i ordre 1042."
        event.remedy = "Legg betalingsmåten til under rules.payments og les filen inn på nytt."
        event.deliveryID = "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"
        event.receivedAt = at(64)
        event.attempts = [
            EventDocument.Attempt(
                number: 1,
                startedAt: at(64),
                endedAt: at(63.98),
                verdict: "retry",
                message: "Tripletex svarte 503.",
                calls: [
                    call("shopify", "GET", "/admin/api/2026-07/orders/450789469.json", 200, 184),
                    call("tripletex", "PUT", "/v2/token/session/:create", 503, 2_043),
                ]
            ),
            EventDocument.Attempt(
                number: 2,
                startedAt: at(63),
                endedAt: at(62.99),
                verdict: "failed",
                message: "Ingen konto for «Klarna Checkout».",
                calls: [
                    call("shopify", "GET", "/admin/api/2026-07/orders/450789469.json", 200, 201)
                ]
            ),
        ]
        return event
    }

    static func done() -> EventDocument {
        var event = bare()
        event.id = "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c12"
        event.state = "done"
        event.message = "Ordre 1001 er bokført: faktura 20045, 499,00 kr, betalt."
        event.receivedAt = at(180)
        event.attempts = [
            EventDocument.Attempt(
                number: 1,
                startedAt: at(180),
                endedAt: at(179.98),
                verdict: "done",
                message: "Faktura 20045",
                calls: [
                    call("shopify", "GET", "/admin/api/2026-07/orders/1001.json", 200, 150),
                    call("tripletex", "POST", "/v2/invoice", 201, 640),
                ]
            )
        ]
        event.effects = [
            EventDocument.Effect(
                key: "invoice/shop/order/1001",
                state: "done",
                result: EventDocument.Effect.Result(
                    kind: "invoice",
                    id: "88123",
                    number: "20045",
                    url: "https://tripletex.no/execute/viewInvoice?id=88123"
                )
            ),
            EventDocument.Effect(key: "payment/shop/order/1001/7", state: "started"),
        ]
        event.explanation = [
            "Linje 1 «Mikrofon»: mva-kode 3 (25 %), fordi varen er av klassen standard og selges i Norge.",
            "Konto 3000, fordi mva-kode 3 peker dit i salesAccounts.",
        ]
        return event
    }

    static func skipped() -> EventDocument {
        var event = bare()
        event.id = "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c13"
        event.subject = "order/1003"
        event.topic = "orders/create"
        event.state = "skipped"
        event.cause = "NOT_PAID"
        event.message = "Ordren er ikke betalt."
        event.receivedAt = at(2_000)
        return event
    }

    static func pending() -> EventDocument {
        var event = bare()
        event.id = "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c14"
        event.subject = "project/812"
        event.topic = "project/update"
        event.connection = "rentman"
        event.dueAt = SamplePages.now.addingTimeInterval(90)
        return event
    }

    static func hostile(_ text: String) -> EventDocument {
        EventDocument(
            id: text,
            company: text,
            connection: text,
            topic: text,
            subject: text,
            deliveryID: text,
            state: "failed",
            cause: text,
            message: text,
            remedy: text,
            receivedAt: at(3),
            dueAt: at(-3),
            attempts: [
                EventDocument.Attempt(
                    number: 1,
                    startedAt: at(3),
                    endedAt: at(2),
                    verdict: text,
                    message: text,
                    calls: [
                        EventDocument.Call(
                            service: text,
                            method: text,
                            path: text,
                            status: 500,
                            milliseconds: 1,
                            requestID: text
                        )
                    ]
                )
            ],
            effects: [
                EventDocument.Effect(
                    key: text,
                    state: text,
                    result: EventDocument.Effect.Result(
                        kind: text,
                        id: text,
                        number: text,
                        url: "javascript:alert(1)"
                    )
                )
            ],
            explanation: [text]
        )
    }

    private static func call(
        _ service: String,
        _ method: String,
        _ path: String,
        _ status: Int,
        _ milliseconds: Int
    ) -> EventDocument.Call {
        EventDocument.Call(
            service: service,
            method: method,
            path: path,
            status: status,
            milliseconds: milliseconds,
            requestID: "7f3c9d0a"
        )
    }

    static let payload = """
        {"id": 450789469, "name": "#1042", "email": "ola@example.com", "total_price": "499.00",
         "note": null, "customer": {"id": 7, "first_name": "Ola", "tags": ["stamkunde"],
         "default_address": {"country_code": "NO", "zip": "0150"}},
         "line_items": [{"sku": "MIC-1", "title": "Mikrofon", "price": 499.00, "quantity": 1}],
         "token": "abc123", "browser_ip": "192.0.2.7"}
        """
}

/// A company's figures with thirty days behind it.
enum SampleFigures {
    static func busy(
        id: String = "nordlys",
        name: String = "Nordlys Lyd AS",
        failed: Int = 8
    ) -> OverviewPage.Figures {
        OverviewPage.Figures(
            id: id,
            name: name,
            bookedToday: 1_234,
            failed: failed,
            waiting: 3,
            oldestWaiting: SamplePages.now.addingTimeInterval(-754),
            connections: [
                DashboardStatus.Connection(
                    company: id,
                    id: id == "nordlys" || id == "fjell" ? "shop" : name,
                    service: "shopify",
                    state: .ok,
                    lastSuccess: SamplePages.now.addingTimeInterval(-300)
                ),
                DashboardStatus.Connection(
                    company: id,
                    id: "tripletex",
                    service: "tripletex",
                    state: .failing,
                    lastSuccess: SamplePages.now.addingTimeInterval(-90_000)
                ),
                DashboardStatus.Connection(company: id, id: "slack", service: "slack"),
            ],
            days: (0..<30).map { day in
                DayChart.Day(
                    date: SamplePages.now.addingTimeInterval(Double(day - 29) * 86_400),
                    done: (day * 37 + 11) % 60 + 20,
                    skipped: (day * 13) % 17,
                    failed: day % 9 == 4 ? 7 : 0
                )
            }
        )
    }
}
