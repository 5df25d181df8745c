/// Takes out of uploaded videos what they say besides pictures and sound: the place, the camera,
/// the time, titles, attached files, tracks of positions.
///
/// Nothing is moved: what goes is overwritten where it is, by an element of the same length that
/// both formats have for empty room. So no index has to be written anew, a video of any size is
/// gone through with little memory, and what is kept plays as before. What is kept is listed, not
/// what goes: the next camera's invention goes too.
///
/// What is in the pictures and the sound themselves stays (a codec may carry remarks of its maker).
package com.exorlive.meeting.core.video;
