-- Whether this server took the place of another one, or came back, a moment ago. Of what that one was told and
-- answered, the last may be lost: for so long nobody is let in and nobody takes a room, while the
-- nodes write down again what they were promised. Since when is written down in the last of KEYS; 0 where it is known
-- that nothing was lost.
local function isYoung(now, lifeMs, isWhole)
  -- Half the time of a script, and asked each time: whatever was remembered here instead could come to another server.
  local info = redis.call('INFO', 'replication')
  if not string.find(info, 'min_slaves_good_slaves', 1, true) then
    -- Nobody is there to take its place: INFO has this line where min-replicas-to-write is set.
    return false
  end
  local _, before = string.find(info, 'master_replid:', 1, true)
  local id = string.sub(info, before + 1, before + 40)
  local key = KEYS[#KEYS]
  local value = redis.call('GET', key) or ''
  local since = string.sub(value, 42)
  -- A process that was a replica once may lack what its master answered, however whole it is.
  local wasReplica = isWhole and not string.find(info, 'second_repl_offset:-1', 1, true)
  if string.sub(value, 1, 40) ~= id or (isWhole and not wasReplica and since ~= '0') then
    since = (isWhole and not wasReplica) and '0' or string.format('%.0f', now)
    redis.call('SET', key, id .. ' ' .. since)
  end
  return now - tonumber(since) < tonumber(lifeMs)
end
