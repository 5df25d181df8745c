package com.exorlive.meeting.core.exercise;

/// What a program keeps of an exercise that is put into it.
///
/// @param dose to begin with
public record ExerciseFacts(ExerciseId id, ExerciseNames name, String drawing, Dose dose) {}
