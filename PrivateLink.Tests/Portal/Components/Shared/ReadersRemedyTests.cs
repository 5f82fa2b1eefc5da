using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

public class ReadersRemedyTests
{
    [Theory]
    [InlineData(Reason.LinkMissing, true, "Tell the customer:", "Tell the customer: ")]
    [InlineData(Reason.LinkMissing, false, "For you:", "")]
    [InlineData(Reason.HeaderMissing, true, "For us:", "")]
    public void Of_AReason_IsForTheReaderOrSaysForWhom(Reason reason, bool isCompany, string lead, string before)
    {
        var description = ReasonTable.Describe(reason);

        var remedy = ReadersRemedy.Of(description, isCompany)!;

        Assert.Equal((lead, description.Remedy, before + description.Remedy), (remedy.Lead, remedy.Text, remedy.Sentence));
    }

    [Theory]
    [InlineData(Reason.LinkDisabled, Verdict.Denied, Reason.LinkDisabled, false, null)]
    [InlineData(Reason.LinkDisabled, Verdict.Allowed, Reason.LinkMatched, false, "Nothing to do: The policy now in force would allow this connection.")]
    [InlineData(Reason.HostDisabled, Verdict.Allowed, Reason.LinkMatched, true, "Now it would be allowed: But it would fail, because the upstream is down.")]
    [InlineData(Reason.HostDisabled, Verdict.Denied, Reason.LinkMissing, false, "Now it would be denied for another reason: No link ID.")]
    [InlineData(Reason.HeaderMissing, Verdict.Allowed, Reason.LinkMatched, false, null)]
    public void OfOldDenial_AfterAChangeOfThePolicy_SaysWhatHoldsNow(Reason denied, Verdict verdict, Reason now, bool isDown, string? said)
    {
        var remedy = ReadersRemedy.OfOldDenial(denied, new VerdictNow(IsAsked: true, verdict, now, Detail: null, Revision: 2), isDown);

        Assert.Equal(said, remedy is null ? null : $"{remedy.Lead} {remedy.Text}");
    }

    [Fact]
    public void OfOldFailure_OfAnUpstreamThatWorks_SaysSinceWhen() =>
        Assert.Equal(
            "The upstream accepts connections again since 2026-12-01 02:56 UTC.",
            ReadersRemedy.OfOldFailure(new DateTimeOffset(2026, 12, 1, 3, 56, 49, TimeSpan.FromHours(1))).Text);

    /// <summary>Customers cannot use the names of settings, upstreams and logs.</summary>
    [Fact]
    public void Of_WhatTheCompanyMustDo_TellsACustomerOnlyWhoseItIs()
    {
        var ending = ReasonTable.Describe(CloseReason.BackendRefused);

        Assert.DoesNotContain(ending.Remedy, ReadersRemedy.Of(ending, isCompany: false)!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Raise Engine:Timeouts:Drain to give long connections more time.")]
    [InlineData(false, "The client should connect again.")]
    public void WordsOf_WhatNobodyMustDo_NameSettingsToTheCompanyAlone(bool isCompany, string end) =>
        Assert.EndsWith(end, ReadersRemedy.WordsOf(ReasonTable.Describe(CloseReason.Drained), isCompany), StringComparison.Ordinal);

    /// <summary>"Enable the resource, or end the suspension" is no advice where it is known which of the two it is.</summary>
    [Theory]
    [InlineData(true, true, true, "For us:", "Megacorp is suspended (reason: unpaid). An administrator must end the suspension if it should connect again.")]
    [InlineData(true, true, false, "For you:", "The company has suspended Megacorp (reason: unpaid). Ask the company to end the suspension.")]
    [InlineData(false, true, true, "For us:", "We have disabled this host. Enable it if it should be reachable.")]
    [InlineData(false, true, false, "For you:", "The company has disabled this host. Ask the company to enable it.")]
    [InlineData(false, false, true, "Tell the customer:", "Your own people have disabled this host. Enable it if it should be reachable.")]
    public void OfDisabled_TheHost_SaysOnlyWhatIsSo(bool isTenant, bool isCompanys, bool isCompany, string lead, string text)
    {
        var act = new SwitchOff(1, default, "ada", "Megacorp", isTenant, isCompanys, "unpaid");

        Assert.Equal(new ReadersRemedy(lead, text), ReadersRemedy.OfDisabled(ReasonTable.Describe(Reason.HostDisabled), new(isCompanys, [act]), isCompany));
    }

    /// <summary>A list of reasons does not know who disabled it.</summary>
    [Theory]
    [InlineData(Reason.HostDisabled, true, "the customer or us")]
    [InlineData(Reason.LinkDisabled, false, "you or the company")]
    public void WordsOf_WhatIsDisabled_BlameNeitherSide(Reason reason, bool isCompany, string actor)
    {
        var description = ReasonTable.Describe(reason);

        var words = isCompany ? ReadersRemedy.OfDisabledReasonForCompany : ReadersRemedy.OfDisabledReason;
        Assert.Equal((words, actor), (ReadersRemedy.WordsOf(description, isCompany), ReadersRemedy.ActorOf(description, isCompany)));
    }

    [Fact]
    public void Of_WhatIsAsItShouldBe_IsNothing() => Assert.Null(ReadersRemedy.Of(ReasonTable.Describe(Reason.LinkMatched), isCompany: true));
}
