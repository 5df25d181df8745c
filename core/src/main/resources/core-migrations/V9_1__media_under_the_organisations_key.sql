-- The key of a picture or a video is in person_key, by the medium's id: under its organisation's ring, like people's keys.
-- What was sealed under another key before does not open any more.
delete from exercise_media;
alter table exercise_media drop column sealed_key;
