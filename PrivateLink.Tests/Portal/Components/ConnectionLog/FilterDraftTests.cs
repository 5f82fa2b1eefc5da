using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class FilterDraftTests
{
    private readonly FilterDraft _draft = new();

    [Fact]
    public void Type_SomethingThatMakesSense_CountsAtOnceAndBecomesAChipOnEnter()
    {
        _draft.Load("verdict:denied");
        _draft.Type("host:*.my-saas.io ");

        Assert.Equal("verdict:denied host:*.my-saas.io", _draft.Whole.Text);
        Assert.Equal("verdict:denied", _draft.Chips.Text);

        Assert.True(_draft.Accept());
        Assert.Equal("verdict:denied host:*.my-saas.io", _draft.Chips.Text);
        Assert.Equal("", _draft.Typed);
    }

    [Fact]
    public void Type_AMistake_IsExplainedCountsNothingAndIsNotLost()
    {
        _draft.Load("verdict:denied");
        _draft.Type("hots:a");

        Assert.NotNull(_draft.Error);
        Assert.Equal("verdict:denied", _draft.Whole.Text);
        Assert.Equal("verdict:denied hots:a", _draft.Text);
        Assert.False(_draft.Accept());
    }

    [Fact]
    public void Load_TextThatIsNoFilter_IsThereToBeMended()
    {
        _draft.Load("hots:a");

        Assert.Equal("hots:a", _draft.Typed);
        Assert.True(_draft.Chips.IsEverything);
    }

    [Fact]
    public void Change_WhileTyping_KeepsWhatWasTyped()
    {
        _draft.Type("globex");
        _draft.Change(filter => filter.Including(FilterField.Host, "a.example"));

        Assert.Equal("globex host:a.example", _draft.Chips.Text);
    }
}
