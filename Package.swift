// swift-tools-version: 6.3

import PackageDescription

// Which target may know what is the architecture: dependencies point downward, and the check in deploy/test
// refuses an import that is not declared here.
let package = Package(
    name: "bokbro",
    products: [.executable(name: "bokbro", targets: ["bokbro"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration",
            from: "1.4.0",
            traits: [.defaults, "YAML"]
        ),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Pure: values in, values out.
        .target(name: "Bookkeeping"),
        .target(name: "Projects", dependencies: ["Bookkeeping"]),

        // Durable work. Knows nothing of accounting or HTTP.
        .target(
            name: "Outbox",
            dependencies: [
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        // Calls to other services. Knows none of them by name.
        .target(
            name: "Remote",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),

        // E-mail goes out through libcurl; security updates come with the distribution.
        .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Where events come from, and where they lead.
        .target(
            name: "Connectors",
            dependencies: [
                "Bookkeeping", "Projects", "Remote",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            resources: [.embedInCode("StandardWebhooks/order.schema.json")]
        ),
        .target(
            name: "Destinations",
            dependencies: [
                "Bookkeeping", "CCurl", "Remote",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),

        // Companies, their connections, rules and users.
        .target(
            name: "Companies",
            dependencies: [
                "Bookkeeping",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        .target(
            name: "Dashboard",
            dependencies: [
                "Bookkeeping", "Companies", "Outbox",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            // Listed one by one: a folder as a whole cannot be embedded.
            resources: [
                .embedInCode("Assets/favicon.ico"),
                .embedInCode("Assets/favicon.svg"),
                .embedInCode("Assets/openapi.json"),
                .embedInCode("Assets/refresh.js"),
                .embedInCode("Assets/stylesheet.css"),
                .embedInCode("Templates/account.mustache"),
                .embedInCode("Templates/alerts.mustache"),
                .embedInCode("Templates/attempts.mustache"),
                .embedInCode("Templates/attention.mustache"),
                .embedInCode("Templates/audit.mustache"),
                .embedInCode("Templates/backfill.mustache"),
                .embedInCode("Templates/backfills.mustache"),
                .embedInCode("Templates/chart.mustache"),
                .embedInCode("Templates/connection-form.mustache"),
                .embedInCode("Templates/connection.mustache"),
                .embedInCode("Templates/connections.mustache"),
                .embedInCode("Templates/doctor.mustache"),
                .embedInCode("Templates/event-rows.mustache"),
                .embedInCode("Templates/event.mustache"),
                .embedInCode("Templates/events.mustache"),
                .embedInCode("Templates/field.mustache"),
                .embedInCode("Templates/first-user.mustache"),
                .embedInCode("Templates/invitation.mustache"),
                .embedInCode("Templates/layout.mustache"),
                .embedInCode("Templates/mapping-preview.mustache"),
                .embedInCode("Templates/mapping.mustache"),
                .embedInCode("Templates/mark.mustache"),
                .embedInCode("Templates/new-company.mustache"),
                .embedInCode("Templates/overview.mustache"),
                .embedInCode("Templates/problem.mustache"),
                .embedInCode("Templates/reconciliation.mustache"),
                .embedInCode("Templates/replay-preview.mustache"),
                .embedInCode("Templates/replay.mustache"),
                .embedInCode("Templates/search.mustache"),
                .embedInCode("Templates/set-up.mustache"),
                .embedInCode("Templates/sign-in-code.mustache"),
                .embedInCode("Templates/sign-in.mustache"),
                .embedInCode("Templates/state.mustache"),
                .embedInCode("Templates/subject.mustache"),
                .embedInCode("Templates/users.mustache"),
            ]
        ),
        .target(
            name: "App",
            dependencies: [
                "Bookkeeping", "Companies", "Connectors", "Dashboard", "Destinations", "Outbox",
                "Projects", "Remote",
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "bokbro",
            dependencies: [
                "App",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        .target(name: "TestSupport", dependencies: ["Bookkeeping"], path: "Tests/TestSupport"),
        .executableTarget(
            name: "PlanningBench",
            dependencies: ["Bookkeeping"],
            path: "Tests/PlanningBench"
        ),
        .executableTarget(
            name: "DrainBench",
            dependencies: [
                "Outbox", "Remote",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/DrainBench"
        ),
        .testTarget(name: "BookkeepingTests", dependencies: ["Bookkeeping", "TestSupport"]),
        .testTarget(
            name: "OutboxTests",
            dependencies: [
                "Outbox", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(
            name: "RemoteTests",
            dependencies: [
                "Remote", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "ProjectsTests",
            dependencies: ["Bookkeeping", "Projects", "TestSupport"]
        ),
        .testTarget(
            name: "ConnectorsTests",
            dependencies: [
                "Bookkeeping", "Connectors", "Projects", "Remote", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(
            name: "DestinationsTests",
            dependencies: [
                "Bookkeeping", "Destinations", "Remote", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]
        ),
        .testTarget(name: "CompaniesTests", dependencies: ["Companies", "TestSupport"]),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "Bookkeeping", "Companies", "Dashboard", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "JourneyTests",
            dependencies: [
                "App", "Bookkeeping", "Companies", "Connectors", "Destinations", "Outbox",
                "Projects", "Remote", "TestSupport",
                // Built, so that tests can start it.
                "bokbro",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}
