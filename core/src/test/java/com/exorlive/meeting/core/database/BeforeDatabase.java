package com.exorlive.meeting.core.database;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A static method that runs once before the tests of each run: what `@BeforeAll` is to classes
/// without [OnBothDatabases]. `@BeforeAll` itself runs once for both and is refused there.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BeforeDatabase {}
