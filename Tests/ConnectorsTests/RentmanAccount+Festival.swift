import Connectors
import Foundation

extension RentmanAccount {
    /// An account with the project 12: confirmed, with crew and equipment.
    static func withFestival() throws -> RentmanAccount {
        let account = try RentmanAccount()
        try account.put(
            "projects",
            #"""
            {"id":12,"created":"2026-02-20T23:30:00+01:00","modified":"2026-03-01T10:00:00+01:00","number":12,
             "name":" Fest ","reference":"PO-1","customer":"/contacts/501","cust_contact":null,
             "account_manager":"/crew/40","project_total_price":99,"planperiod_start":"2026-05-11T00:30:00+02:00",
             "planperiod_end":"2026-05-13T23:59:00.000+02:00","usageperiod_start":null,"usageperiod_end":null}
            """#
        )
        for (id, status, price) in [
            (120, "/projectstatuses/3", "1350.4567"), (121, "/statuses/1", "7"),
        ] {
            try account.put(
                "subprojects",
                #"""
                {"id":\#(id),"project":"/projects/12","order":"\#(id)","name":"Scene","status":"\#(status)",
                 "is_template":false,"in_financial":1,"planperiod_start":null,"planperiod_end":null,
                 "project_total_price":\#(price)}
                """#
            )
        }
        try account.put(
            "projectfunctions",
            #"{"id":3001,"project":"/projects/12","subproject":"/subprojects/120","name":"Lyd"}"#
        )
        for (id, member, visible) in [(5001, 40, "true"), (5002, 41, "false"), (5003, 40, "true")] {
            try account.put(
                "projectcrew",
                #"{"id":\#(id),"function":"/projectfunctions/3001","crewmember":"/crew/\#(member)","visible":\#(visible)}"#
            )
        }
        try account.put(
            "projectequipmentgroup",
            #"{"id":601,"project":"/projects/12","subproject":"/subprojects/120"}"#
        )
        try account.put(
            "projectequipment",
            #"{"id":77,"equipment_group":"/projectequipmentgroup/601","quantity":2,"order":0}"#
        )
        return account
    }

    /// Adds a finalized invoice of 70 percent, with the noise of binary arithmetic.
    func putInvoice(_ id: Int = 215, project: String = #""/projects/12""#) throws {
        try put(
            "invoices",
            #"""
            {"id":\#(id),"modified":"2026-05-14T12:00:00+02:00","number":"2026-\#(id)","finalized":true,"invoicetype":"F",
             "date":"2026-05-14T00:00:00+02:00","expiration":"2026-05-28T00:00:00+02:00","procent":0.7,
             "subject":"Fest","project":\#(project),"customer":"/contacts/501","contact":"/contactpersons/72",
             "price":12980.456999999999,"vat_amount":3245.1142499999996,"price_invat":16225.571249999999}
            """#
        )
        try put(
            "invoicelines",
            #"""
            {"id":\#(id)1,"item":\#(id),"base":12980.456999999999,"ledger":"/ledgercodes/1","ledgercode":"Rental",
             "vatrate":0.25,"vatamount":3245.1142499999996,"parent_api_path":"/invoices/\#(id)"}
            """#
        )
    }
}
