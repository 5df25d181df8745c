-- Lets go of a room, or hands it to another node. Who sits in it stays written down.
-- KEYS room
-- ARGV node incarnation epoch
local room = redis.call('HMGET', KEYS[1], 'owner', 'incarnation', 'epoch')
if room[1] ~= ARGV[1] or room[2] ~= ARGV[2] or room[3] ~= ARGV[3] then
  return {'lost'}
end
redis.call('HSET', KEYS[1], 'owner', '', 'leaseUntil', '0')
return {'released'}
