import Bookkeeping
import Foundation
import Remote

extension WooCommerce {
    /// Webhooks of a shop are looked at up to this number of pages of a hundred.
    private static let webhookPageLimit = 5
    /// Ports that WordPress sends to.
    ///
    /// Source: WordPress, wp_http_validate_url.
    private static let reachablePorts: Set<Int> = [80, 443, 8_080]
    private static let neededTopics = ["order.updated", "order.deleted"]

    package func examine(
        webhookAddress: String,
        from access: SourceAccess
    ) async throws -> [SourceFinding] {
        var findings: [SourceFinding] = []
        if !options.problems.isEmpty { findings.append(.optionsUnreadable(options.problems)) }
        let client = try access.client
        if let finding = try await ordersFinding(client) { return findings + [finding] }
        if try await !sortsByChange(client) { findings.append(.oldVersion) }
        if let finding = addressFinding(webhookAddress) { findings.append(finding) }
        return findings + (try await webhookFindings(webhookAddress, client))
    }

    /// Whether orders can be read at all.
    private func ordersFinding(_ client: RemoteClient) async throws -> SourceFinding? {
        do {
            _ = try await client.send(.wooList("orders", query: [("per_page", "1")]))
            return nil
        } catch let error as RemoteError {
            let code = WooErrorReply(error)?.code
            switch (error.status, error.kind) {
            case (401?, _) where code == "woocommerce_rest_authentication_error":
                return .credentialsRejected
            case (401?, _): return .authorizationLost
            case (403?, _): return .ordersForbidden
            case (404?, _): return code == "rest_no_route" ? .noWooCommerce : .noPermalinks
            case (_, .invalidReply): return .noPermalinks
            default: throw error
            }
        }
    }

    private func sortsByChange(_ client: RemoteClient) async throws -> Bool {
        do {
            _ = try await client.send(
                .wooList("orders", query: [("per_page", "1"), ("orderby", "modified")])
            )
            return true
        } catch let error as RemoteError where error.status == 400 {
            return false
        }
    }

    private func addressFinding(_ address: String) -> SourceFinding? {
        guard let url = URLComponents(string: address), let scheme = url.scheme else { return nil }
        let port = url.port ?? (scheme == "https" ? 443 : 80)
        return Self.reachablePorts.contains(port) ? nil : .unreachablePort(port)
    }

    // MARK: Webhooks

    private func webhookFindings(
        _ address: String,
        _ client: RemoteClient
    ) async throws -> [SourceFinding] {
        var webhooks: [WooJSON] = []
        do {
            for page in 1...Self.webhookPageLimit {
                let items = try await client.send(
                    .wooList(
                        "webhooks",
                        query: [("per_page", "100"), ("page", String(page))]
                    )
                )
                webhooks += items.map { WooJSON($0) }
                if items.count < 100 { break }
            }
        } catch let error as RemoteError where error.status == 401 || error.status == 403 {
            return [.webhooksForbidden]
        }
        let ours = webhooks.filter {
            Self.isSame($0.text("delivery_url") ?? "", address)
        }
        var findings: [SourceFinding] = []
        for topic in Self.neededTopics {
            let matching = ours.filter { $0.text("topic") == topic }
            if matching.isEmpty {
                let elsewhere = webhooks.contains {
                    $0.text("topic") == topic
                        && ($0.text("delivery_url") ?? "").contains("/webhooks/")
                }
                findings.append(.webhookMissing(topic, address, isElsewhere: elsewhere))
            } else if !matching.contains(where: { $0.text("status") == "active" }) {
                findings.append(.webhookOff(topic, id: matching.first?.integer("id") ?? 0))
            }
        }
        return findings
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        func trimmed(_ text: String) -> Substring {
            text.hasSuffix("/") ? text.dropLast() : text[...]
        }
        return trimmed(left) == trimmed(right)
    }
}

extension SourceFinding {
    fileprivate static let credentialsRejected = SourceFinding(
        code: "credentials-rejected",
        isBlocking: true,
        message: .init(
            nb: "WooCommerce avviser consumerKey eller consumerSecret. Ingen ordre kan leses.",
            en: "WooCommerce rejects consumerKey or consumerSecret. No order can be read."
        ),
        remedy: .init(
            nb:
                "Lag en ny nøkkel under WooCommerce › Innstillinger › Avansert › REST API og legg den inn i "
                + "forbindelsen.",
            en:
                "Make a new key under WooCommerce › Settings › Advanced › REST API and put it into the connection."
        )
    )

    fileprivate static let authorizationLost = SourceFinding(
        code: "authorization-lost",
        isBlocking: true,
        message: .init(
            nb:
                "WooCommerce ser ingen innlogging: nøkkelen mangler leserett, eller nettserveren fjerner "
                + "Authorization-hodet.",
            en:
                "WooCommerce sees no authentication: the key may not read, or the web server strips the "
                + "Authorization header."
        ),
        remedy: .init(
            nb:
                "Gi nøkkelen lese- og skriverett fra en administrator. Hjelper det ikke, be verten om å sende "
                + "Authorization videre (Apache: CGIPassAuth On).",
            en:
                "Give the key read and write permission of an administrator. If that does not help, ask the host to "
                + "pass Authorization on (Apache: CGIPassAuth On)."
        )
    )

    fileprivate static let ordersForbidden = SourceFinding(
        code: "orders-forbidden",
        isBlocking: true,
        message: .init(
            nb: "Nøkkelen får ikke lese ordrer, eller et sikkerhetstillegg stenger oss ute.",
            en: "The key may not read orders, or a security plugin shuts us out."
        ),
        remedy: .init(
            nb:
                "Lag nøkkelen for en butikksjef eller administrator, og slipp REST-API-et gjennom brannmuren.",
            en:
                "Make the key for a shop manager or administrator, and let the REST API through the firewall."
        )
    )

    fileprivate static let noWooCommerce = SourceFinding(
        code: "woocommerce-missing",
        isBlocking: true,
        message: .init(
            nb: "Adressen er WordPress, men WooCommerce svarer ikke der.",
            en: "The address is WordPress, but WooCommerce does not answer there."
        ),
        remedy: .init(
            nb: "Rett baseURL, eller slå på WooCommerce.",
            en: "Mend baseURL, or switch WooCommerce on."
        )
    )

    fileprivate static let noPermalinks = SourceFinding(
        code: "permalinks",
        isBlocking: true,
        message: .init(
            nb: "REST-API-et svarer ikke på /wp-json. Ofte er permalenker satt til «Enkel».",
            en: "The REST API does not answer at /wp-json. Often permalinks are set to “Plain”."
        ),
        remedy: .init(
            nb:
                "Velg «Innleggsnavn» under Innstillinger › Permalenker i WordPress, og se etter at baseURL er rett.",
            en:
                "Choose “Post name” under Settings › Permalinks in WordPress, and check that baseURL is right."
        )
    )

    fileprivate static let oldVersion = SourceFinding(
        code: "history-limited",
        isBlocking: false,
        message: .init(
            nb: "Denne WooCommerce kan ikke sortere ordrer etter endring; historikk leses tregere.",
            en: "This WooCommerce cannot sort orders by change; history is read more slowly."
        ),
        remedy: .init(nb: "Oppdater WooCommerce.", en: "Update WooCommerce.")
    )

    fileprivate static let webhooksForbidden = SourceFinding(
        code: "webhooks-unreadable",
        isBlocking: false,
        message: .init(
            nb: "Nøkkelen får ikke se webhooks, så det er ukjent om de er på.",
            en: "The key may not see webhooks, so it is not known whether they are on."
        ),
        remedy: .init(
            nb: "Gi nøkkelen lese- og skriverett fra en administrator.",
            en: "Give the key read and write permission of an administrator."
        )
    )

    fileprivate static func unreachablePort(_ port: Int) -> SourceFinding {
        SourceFinding(
            code: "webhook-port",
            isBlocking: false,
            message: .init(
                nb: "WordPress sender ikke webhooks til port \(port), bare til 80, 443 og 8080.",
                en: "WordPress sends no webhooks to port \(port), only to 80, 443 and 8080."
            ),
            remedy: .init(
                nb: "Sett BOKBRO_PUBLIC_URL til en adresse på port 443.",
                en: "Set BOKBRO_PUBLIC_URL to an address on port 443."
            )
        )
    }

    fileprivate static func webhookMissing(
        _ topic: String,
        _ address: String,
        isElsewhere: Bool
    ) -> SourceFinding {
        let note = LocalizedText(
            nb: isElsewhere ? " En annen webhook sender det til en annen adresse." : "",
            en: isElsewhere ? " Another webhook sends it to another address." : ""
        )
        return SourceFinding(
            code: "webhooks-missing",
            isBlocking: false,
            message: .init(
                nb:
                    "Ingen webhook for \(topic) går til \(address). Ordrer kommer først når butikken spørres."
                    + note.nb,
                en:
                    "No webhook for \(topic) goes to \(address). Orders come only when the shop is asked."
                    + note.en
            ),
            remedy: .init(
                nb:
                    "Lag den under WooCommerce › Innstillinger › Avansert › Webhooks: emne \(topic), adressen over, "
                    + "webhookSecret som hemmelighet (minst 32 bokstaver og sifre), API v3.",
                en:
                    "Make it under WooCommerce › Settings › Advanced › Webhooks: topic \(topic), the address above, "
                    + "webhookSecret as secret (at least 32 letters and digits), API v3."
            )
        )
    }

    fileprivate static func webhookOff(_ topic: String, id: Int64) -> SourceFinding {
        SourceFinding(
            code: "webhook-off",
            isBlocking: false,
            message: .init(
                nb:
                    "Webhook \(id) for \(topic) er slått av. WooCommerce gjør det selv etter noen mislykkede forsøk.",
                en:
                    "Webhook \(id) for \(topic) is switched off. WooCommerce does that by itself after some failures."
            ),
            remedy: .init(
                nb:
                    "Sett statusen til Aktiv under WooCommerce › Innstillinger › Avansert › Webhooks.",
                en: "Set its status to Active under WooCommerce › Settings › Advanced › Webhooks."
            )
        )
    }

    fileprivate static func optionsUnreadable(_ paths: [String]) -> SourceFinding {
        let list = paths.joined(separator: ", ")
        return SourceFinding(
            code: "options-unreadable",
            isBlocking: true,
            message: .init(
                nb: "Forbindelsens innstillinger kan ikke leses: \(list).",
                en: "The connection's options cannot be read: \(list)."
            ),
            remedy: .init(
                nb: "Rett dem i selskapets fil og kjør company apply igjen.",
                en: "Mend them in the company's file and run company apply again."
            )
        )
    }
}
