-- Whether this server took the place of another one a moment ago. Of what that one was told and
-- answered, the last may be lost: for so long nobody is let in and nobody takes a room, while the
-- nodes write down again what they were promised. Since when is written down in the last of KEYS.
local function isYoung(now, lifeMs)
  local id, former = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+).-master_replid2:(%x+)')
  if not former or not string.find(former, '[^0]') then
    return false
  end
  local key = KEYS[#KEYS]
  local known, since = string.match(redis.call('GET', key) or '', '^(%x+) (%d+)$')
  if known ~= id then
    since = string.format('%.0f', now)
    redis.call('SET', key, id .. ' ' .. since)
  end
  return now - tonumber(since) < tonumber(lifeMs)
end
