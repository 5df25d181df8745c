-- Whether this server took the place of another one, or came back, a moment ago. Of what that one was told and
-- answered, the last may be lost: for so long nobody is let in and nobody takes a room, while the
-- nodes write down again what they were promised. Since when is written down in the last of KEYS.
local function isYoung(now, lifeMs)
  local info = redis.call('INFO', 'replication')
  if not string.find(info, 'min_slaves_good_slaves', 1, true) then
    -- Nobody is there to take its place: INFO has this line where min-replicas-to-write is set.
    return false
  end
  local id = string.match(info, 'master_replid:(%x+)')
  local key = KEYS[#KEYS]
  local known, since = string.match(redis.call('GET', key) or '', '^(%x+) (%d+)$')
  if known ~= id then
    since = string.format('%.0f', now)
    redis.call('SET', key, id .. ' ' .. since)
  end
  return now - tonumber(since) < tonumber(lifeMs)
end
