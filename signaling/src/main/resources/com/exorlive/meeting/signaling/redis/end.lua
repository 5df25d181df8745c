-- Kills a meeting id. First the tombstone, then the room goes. Begins with master.lua.
-- KEYS room tombstone master
-- ARGV epoch byPerson expiresAtSeconds leaseMs
if redis.call('EXISTS', KEYS[2]) == 0 then
  local time = redis.call('TIME')
  if ARGV[2] == '0' and isYoung(time[1] * 1000 + math.floor(time[2] / 1000), ARGV[4]) then
    return {'wait'}
  end
  local epoch = tonumber(redis.call('HGET', KEYS[1], 'epoch'))
  if epoch and epoch > tonumber(ARGV[1]) and ARGV[2] == '0' then
    return {'fenced'}
  end
  redis.call('SET', KEYS[2], '1')
  redis.call('EXPIREAT', KEYS[2], ARGV[3])
end
redis.call('DEL', KEYS[1])
return {'buried'}
