-- Kills a meeting id. First the tombstone, then the room goes.
-- KEYS room tombstone
-- ARGV epoch byPerson expiresAtSeconds
if redis.call('EXISTS', KEYS[2]) == 0 then
  local epoch = tonumber(redis.call('HGET', KEYS[1], 'epoch'))
  if epoch and epoch > tonumber(ARGV[1]) and ARGV[2] == '0' then
    return {'fenced'}
  end
  redis.call('SET', KEYS[2], '1')
  redis.call('EXPIREAT', KEYS[2], ARGV[3])
end
redis.call('DEL', KEYS[1])
return {'buried'}
