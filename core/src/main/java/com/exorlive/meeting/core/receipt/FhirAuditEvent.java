package com.exorlive.meeting.core.receipt;

import com.exorlive.meeting.core.receipt.Receipt.Party;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A receipt as FHIR R4 AuditEvent, for a record system. Pure.
final class FhirAuditEvent {
    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";

    private FhirAuditEvent() {}

    static Map<String, Object> of(Receipt receipt) {
        var event = new LinkedHashMap<String, Object>();
        event.put("resourceType", "AuditEvent");
        event.put("id", receipt.number().toLowerCase(java.util.Locale.ROOT));
        event.put(
                "type",
                coding(
                        "http://dicom.nema.org/resources/ontology/DCM",
                        "110100",
                        "Application Activity"));
        event.put(
                "subtype",
                List.of(coding("urn:exorlive:audit-event", "video-meeting", "Video meeting")));
        event.put("action", "E");
        event.put(
                "period",
                ordered(
                        "start", receipt.startedAt().toString(),
                        "end", receipt.endedAt().toString()));
        event.put("recorded", receipt.endedAt().toString());
        event.put("outcome", "0");
        event.put("outcomeDesc", "Ended by " + receipt.endedBy());
        event.put("agent", List.of(agent(receipt.host(), true), agent(receipt.invitee(), false)));
        event.put(
                "source",
                ordered(
                        "site", receipt.organisation(),
                        "observer", Map.of("display", "ExorLive Video Meeting"),
                        "type",
                                List.of(
                                        coding(
                                                HL7 + "security-source-type",
                                                "4",
                                                "Application Server"))));
        event.put("entity", List.of(entity(receipt)));
        return event;
    }

    private static Map<String, Object> agent(Party party, boolean requestor) {
        var agent = new LinkedHashMap<String, Object>();
        agent.put(
                "type",
                Map.of(
                        "coding",
                        List.of(
                                coding(
                                        HL7 + "extra-security-role-type",
                                        "humanuser",
                                        "human user"))));
        agent.put("role", List.of(Map.of("text", party.role())));
        Optional.ofNullable(party.name()).ifPresent(name -> agent.put("name", name));
        agent.put("requestor", requestor);
        var policies = policies(party);
        if (!policies.isEmpty()) {
            agent.put("policy", policies);
        }
        return agent;
    }

    /// By which rules the person was identified: methods, and how surely in the words of eIDAS.
    private static List<String> policies(Party party) {
        return Stream.concat(
                        party.identifiedBy().stream().map(it -> "urn:rfc:8176#" + it),
                        Stream.ofNullable(party.level())
                                .map(it -> "http://eidas.europa.eu/LoA/" + it))
                .toList();
    }

    private static Map<String, Object> entity(Receipt receipt) {
        var details = new ArrayList<Map<String, Object>>();
        details.add(detail("encryption", receipt.encryption().kind()));
        details.add(detail("code-compared", receipt.encryption().codeCompared()));
        details.add(detail("recorded", receipt.recorded()));
        vouchedFor("host", receipt.host()).ifPresent(details::add);
        vouchedFor("invitee", receipt.invitee()).ifPresent(details::add);
        Optional.ofNullable(receipt.program())
                .ifPresent(
                        it ->
                                details.add(
                                        detail("program-version", Integer.toString(it.version()))));
        return ordered(
                "what",
                Map.of(
                        "identifier",
                        ordered("system", "urn:exorlive:meeting", "value", receipt.meetingId())),
                "type",
                coding(HL7 + "audit-entity-type", "4", "Other"),
                "name",
                "Video meeting",
                "detail",
                details);
    }

    /// R4 has no place in an agent for who vouched for it, so it stands by the seat.
    private static Optional<Map<String, Object>> vouchedFor(String seat, Party party) {
        return Optional.ofNullable(party.provider())
                .map(it -> detail(seat + "-identity-provider", it));
    }

    private static Map<String, Object> detail(String type, String value) {
        return ordered("type", type, "valueString", value);
    }

    private static Map<String, Object> coding(String system, String code, String display) {
        return ordered("system", system, "code", code, "display", display);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
