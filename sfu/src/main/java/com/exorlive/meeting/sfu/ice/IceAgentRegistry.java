package com.exorlive.meeting.sfu.ice;

import com.exorlive.meeting.sfu.path.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which agent a datagram belongs to: a check by its user name fragment, everything else by the
/// address that passed a check. Confined to its event loop.
///
/// @param <O> the agents' output
public final class IceAgentRegistry<O extends IceOutput> {
    private final Map<String, IceLiteAgent<O>> byUfrag = new HashMap<>();

    /// Holds what is answered, so that looking up makes nothing new: it happens for each packet.
    private final Map<Path, Optional<IceLiteAgent<O>>> byAddress = new HashMap<>();

    public Optional<IceLiteAgent<O>> withUfrag(String ufrag) {
        return Optional.ofNullable(byUfrag.get(ufrag));
    }

    public Optional<IceLiteAgent<O>> atAddress(Path address) {
        return byAddress.getOrDefault(address, Optional.empty());
    }

    /// Living user name fragments and addresses, for those who look for leaks.
    public int size() {
        return byUfrag.size() + byAddress.size();
    }

    void addUfrag(String ufrag, IceLiteAgent<O> agent) {
        if (byUfrag.putIfAbsent(ufrag, agent) != null) {
            throw new IllegalStateException("the same user name fragment twice");
        }
    }

    void removeUfrag(String ufrag) {
        byUfrag.remove(ufrag);
    }

    /// The newest agent owns an address: a browser may use a port again for its next connection.
    void addAddress(Path address, IceLiteAgent<O> agent) {
        byAddress.put(address, Optional.of(agent));
    }

    void removeAddress(Path address, IceLiteAgent<O> agent) {
        byAddress.remove(address, Optional.of(agent));
    }
}
