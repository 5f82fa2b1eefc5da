using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Shared;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

/// <summary>Every form shows every result of a save: no failure looks like success, and none is silent.</summary>
public class SaveStateTests
{
    public static TheoryData<SaveResult, string> Failures => new()
    {
        { new SaveResult.Invalid(new Dictionary<string, string> { ["Name"] = "too long" }), "too long" },
        { SaveResult.Refused.For(Permission.EditTenants), SaveResult.Refused.For(Permission.EditTenants).Message },
        { new SaveResult.Conflict("Ada saved this."), "Ada saved this." },
        { new SaveResult.Unavailable("The database is away."), "The database is away." },
        { new SaveResult.NotFound(), "The host is gone." },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Run_ThatSavesNothing_SaysWhy(SaveResult result, string sentence)
    {
        var state = new SaveState("The host is gone.");

        Assert.Null(await state.RunAsync(() => Task.FromResult(result)));

        Assert.Equal(sentence, state.Sentence);
        Assert.Equal((result is SaveResult.Invalid, result is SaveResult.Conflict, result is SaveResult.NotFound), (state.HasErrors, state.IsOutdated, state.IsGone));
        Assert.False(state.IsBusy);
    }

    /// <summary>The second refusal marks the same fields as the first, and must move the focus, too.</summary>
    [Fact]
    public async Task Run_RefusedTwiceBecauseOfAField_CountsBoth()
    {
        var state = new SaveState();
        foreach (var result in new SaveResult[] { Invalid(), Invalid(), new SaveResult.NotFound() }) await state.RunAsync(() => Task.FromResult(result));

        Assert.Equal(2, state.Refusals);

        static SaveResult Invalid() => new SaveResult.Invalid(new Dictionary<string, string> { ["Name"] = "too long" });
    }

    [Fact]
    public async Task Run_ThatSavesAfterAFailure_ForgetsTheFailure()
    {
        var state = new SaveState();
        await state.RunAsync(() => Task.FromResult<SaveResult>(new SaveResult.Conflict("Ada saved this.")));

        var saved = await state.RunAsync(() => Task.FromResult<SaveResult>(new SaveResult.Saved(Guid.Empty)));

        Assert.NotNull(saved);
        Assert.Equal((null, false), (state.Sentence, state.IsOutdated));
    }

    [Fact]
    public async Task Run_DuringASave_DoesNothing()
    {
        var state = new SaveState();
        var first = new TaskCompletionSource<SaveResult>();
        var running = state.RunAsync(() => first.Task);

        Assert.Null(await state.RunAsync(() => throw new InvalidOperationException("a second save")));

        first.SetResult(new SaveResult.Saved(Guid.Empty));
        Assert.NotNull(await running);
    }

    [Fact]
    public async Task Run_ThatThrows_IsBusyNoLonger()
    {
        var state = new SaveState();

        await Assert.ThrowsAsync<InvalidOperationException>(() => state.RunAsync(() => throw new InvalidOperationException("broken")));

        Assert.False(state.IsBusy);
    }
}
