package com.exorlive.meeting.core.database;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import java.nio.file.Path;
