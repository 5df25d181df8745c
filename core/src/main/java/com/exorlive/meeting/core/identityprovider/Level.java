package com.exorlive.meeting.core.identityprovider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How surely somebody was identified, in the words of eIDAS (Regulation 910/2014 article 8).
public enum Level {
    LOW,
    SUBSTANTIAL,
    HIGH;

    /// What the north's providers call them in `acr`. An organisation's own list goes before this.
    private static final Map<String, Level> KNOWN =
            Map.ofEntries(
                    Map.entry("http://eidas.europa.eu/LoA/low", LOW),
                    Map.entry("http://eidas.europa.eu/LoA/substantial", SUBSTANTIAL),
                    Map.entry("http://eidas.europa.eu/LoA/high", HIGH),
                    Map.entry("idporten-loa-low", LOW),
                    Map.entry("idporten-loa-substantial", SUBSTANTIAL),
                    Map.entry("idporten-loa-high", HIGH),
                    Map.entry("Level3", SUBSTANTIAL),
                    Map.entry("Level4", HIGH),
                    Map.entry("urn:bankid:bid;LOA=4", HIGH),
                    Map.entry("urn:bankid:bis;LOA=3", SUBSTANTIAL),
                    Map.entry("http://id.elegnamnden.se/loa/1.0/loa2", LOW),
                    Map.entry("http://id.elegnamnden.se/loa/1.0/loa3", SUBSTANTIAL),
                    Map.entry("http://id.elegnamnden.se/loa/1.0/loa4", HIGH),
                    Map.entry("https://data.gov.dk/concept/core/nsis/Low", LOW),
                    Map.entry("https://data.gov.dk/concept/core/nsis/Substantial", SUBSTANTIAL),
                    Map.entry("https://data.gov.dk/concept/core/nsis/High", HIGH),
                    Map.entry("http://ftn.ficora.fi/2017/loa2", SUBSTANTIAL),
                    Map.entry("http://ftn.ficora.fi/2017/loa3", HIGH));

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Level> parse(String wireName) {
        return List.of(values()).stream()
                .filter(level -> level.wireName().equals(wireName))
                .findFirst();
    }

    /// What an `acr` means that everybody means the same by.
    static Optional<Level> known(String acr) {
        return Optional.ofNullable(KNOWN.get(acr));
    }
}
