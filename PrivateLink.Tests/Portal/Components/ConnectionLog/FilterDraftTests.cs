using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class FilterDraftTests
{
    private readonly FilterDraft _draft = new();

    [Fact]
    public void Enter_SomethingThatMakesSense_BecomesAChip()
    {
        _draft.Load("verdict:denied");

        Assert.True(_draft.Enter("host:*.my-saas.io "));

        Assert.Equal("verdict:denied host:*.my-saas.io", _draft.Filter.Text);
        Assert.Equal("", _draft.Faulty);
    }

    [Fact]
    public void Enter_AMistake_IsExplainedCountsNothingAndIsNotLost()
    {
        _draft.Load("verdict:denied");

        Assert.False(_draft.Enter("hots:a"));

        Assert.NotNull(_draft.Error);
        Assert.Equal("hots:a", _draft.Faulty);
        Assert.Equal("verdict:denied", _draft.Filter.Text);
    }

    [Fact]
    public void Enter_NothingAfterAMistake_ForgetsIt()
    {
        _draft.Enter("hots:a");

        Assert.True(_draft.Enter(""));

        Assert.Null(_draft.Error);
        Assert.True(_draft.Filter.IsEverything);
    }

    [Fact]
    public void Load_TextThatIsNoFilter_IsThereToBeMended()
    {
        _draft.Enter("verdict:denied");

        _draft.Load("hots:a");

        Assert.Equal("hots:a", _draft.Faulty);
        Assert.True(_draft.Filter.IsEverything);
    }

    [Fact]
    public void Change_WithAMistakeInTheField_LeavesThatToBeMended()
    {
        _draft.Enter("hots:a");
        _draft.Change(filter => filter.Including(FilterField.Host, "a.example"));

        Assert.Equal(("host:a.example", "hots:a"), (_draft.Filter.Text, _draft.Faulty));
    }
}
