/// What the fake knows of Rentman's collections.
enum RentmanSchema {
    /// One step from a record to what it belongs to: the field, and the collection it leads to.
    struct Step: Hashable, Sendable {
        var field: String
        var collection: String
    }

    static let collections: Set<String> = [
        "projects", "subprojects", "projectfunctions", "projectfunctiongroups", "projectcrew",
        "projectequipment", "projectequipmentgroup", "projectvehicles", "costs", "crew", "contacts",
        "contactpersons", "invoices", "invoicelines", "quotes", "contracts", "payments", "statuses",
        "projectstatuses", "warehousestatuses", "projecttypes", "taxclasses", "ledgercodes",
        "projectrequests",
    ]

    /// The fields that are links, by collection.
    static let links: [String: Set<String>] = [
        "projects": [
            "location", "customer", "loc_contact", "cust_contact", "project_type",
            "account_manager", "creator",
        ],
        "subprojects": ["project", "status", "location", "loc_contact", "creator"],
        "projectfunctions": ["project", "subproject", "group", "taxclass", "ledger", "creator"],
        "projectcrew": ["function", "crewmember", "cost_rate", "creator"],
        "projectequipment": ["equipment", "parent", "equipment_group", "ledger", "creator"],
        "projectequipmentgroup": ["project", "subproject", "creator"],
        "costs": ["project", "subproject", "taxclass", "ledger", "creator"],
        "contacts": ["folder", "default_person", "admin_contactperson", "image", "creator"],
        "contactpersons": ["contact", "creator"],
        "invoices": ["customer", "account_manager", "contact", "project", "creator"],
        "invoicelines": ["ledger", "creator"],
    ]

    /// Where an expanded link leads, as far as a second step is asked for.
    static let targets = [
        "customer": "contacts", "location": "contacts", "contact": "contactpersons",
        "cust_contact": "contactpersons", "project": "projects", "function": "projectfunctions",
        "equipment_group": "projectequipmentgroup", "crewmember": "crew",
        "account_manager": "crew",
    ]

    private static let nested: [String: [String: [Step]]] = [
        "projects": [
            "subprojects": [Step(field: "project", collection: "projects")],
            "projectfunctions": [Step(field: "project", collection: "projects")],
            "projectequipmentgroup": [Step(field: "project", collection: "projects")],
            "costs": [Step(field: "project", collection: "projects")],
            "projectcrew": [
                Step(field: "function", collection: "projectfunctions"),
                Step(field: "project", collection: "projects"),
            ],
            "projectequipment": [
                Step(field: "equipment_group", collection: "projectequipmentgroup"),
                Step(field: "project", collection: "projects"),
            ],
        ],
        "subprojects": [
            "projectcrew": [
                Step(field: "function", collection: "projectfunctions"),
                Step(field: "subproject", collection: "subprojects"),
            ]
        ],
        "contacts": ["contactpersons": [Step(field: "contact", collection: "contacts")]],
        "invoices": ["invoicelines": [Step(field: "parent_api_path", collection: "invoices")]],
    ]

    static let writableContactFields: Set<String> = [
        "type", "name", "firstname", "surfix", "surname", "accounting_code", "email_1", "email_2",
        "commerce_code", "VAT_code", "purchase_number",
    ]

    /// The computed sums that only an item's own answer has.
    static func isItemOnly(_ field: String, in collection: String) -> Bool {
        guard collection == "projects" || collection == "subprojects" else { return false }
        return (field.hasPrefix("project_") && field.contains("_price"))
            || ["estimated_cost", "planned_cost", "actual_cost"].contains(field)
    }

    /// Computed fields cannot be filtered by.
    static func isComputed(_ field: String, in collection: String) -> Bool {
        if isItemOnly(field, in: collection) { return true }
        switch collection {
        case "projects", "subprojects":
            return field.hasPrefix("planperiod") || field.hasPrefix("usageperiod")
                || ["already_invoiced", "displayname", "tags"].contains(field)
        case "invoices":
            return ["price", "vat_amount", "price_invat", "invoicetype", "is_paid"].contains(field)
        default: return field == "displayname"
        }
    }

    /// How rows of a collection lead to the owner whose path they are listed under; nil when there is no such path.
    static func link(from collection: String, to owner: String) -> [Step]? {
        nested[owner]?[collection]
    }
}
