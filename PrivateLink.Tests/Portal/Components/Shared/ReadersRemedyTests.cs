using PrivateLink.Portal.Components.Shared;
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

    [Fact]
    public void Of_WhatIsAsItShouldBe_IsNothing() => Assert.Null(ReadersRemedy.Of(ReasonTable.Describe(Reason.LinkMatched), isCompany: true));
}
