package com.exorlive.meeting.loadtests.janus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.loadtests.load.StepFailedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReplyTest {
    @Test
    void aSessionHasItsNumber() {
        var reply = reply("{'janus':'success','transaction':'1','data':{'id':6235572642942917}}");

        assertThat(reply.data("id")).isEqualTo(6235572642942917L);
    }

    @Test
    void anEventOfTheRoomHasItsDataAndItsOffer() {
        var reply =
                reply(
                        "{'janus':'event','transaction':'2','plugindata':{'plugin':'p','data':"
                                + "{'videoroom':'joined','private_id':42}},"
                                + "'jsep':{'type':'offer','sdp':'v=0'}}");

        assertThat(reply.plugin().path("private_id").asLong(0)).isEqualTo(42);
        assertThat(reply.sdp()).isEqualTo("v=0");
    }

    @Test
    void errorsOfJanusAndOfTheRoomSayWhatWasRefused() {
        assertThatThrownBy(
                        () ->
                                reply(
                                        "{'janus':'error','error':"
                                                + "{'code':403,'reason':'Unauthorized request'}}"))
                .isInstanceOf(StepFailedException.class)
                .hasMessage("Janus refused join: Unauthorized request");
        assertThatThrownBy(
                        () ->
                                reply(
                                        "{'janus':'event','plugindata':{'data':"
                                                + "{'error_code':428,'error':'No such feed'}}}"))
                .isInstanceOf(StepFailedException.class)
                .hasMessage("Janus refused join: No such feed");
    }

    private static Reply reply(String json) {
        return Reply.of(JsonMapper.shared().readTree(json.replace('\'', '"')), "join");
    }
}
