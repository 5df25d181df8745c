/// The reference service of the PDS mode: keeps the names that the product's server doesn't. Runs
/// in the customer's own network, and knows nothing of meetings.
@org.jspecify.annotations.NullMarked
module com.exorlive.meeting.pds {
    requires com.exorlive.meeting.edge;
    requires com.nimbusds.jose.jwt;
    requires org.slf4j;

    opens com.exorlive.meeting.pds to
            tools.jackson.databind;
}
