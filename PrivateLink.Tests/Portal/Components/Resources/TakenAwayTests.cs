using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Resources;

public class TakenAwayTests
{
    private static readonly Guid East = Guid.NewGuid();
    private static readonly Guid West = Guid.NewGuid();
    private static readonly ResourceChoices Choices = new([], [], [new(East, "East", CloudProvider.Azure), new(West, "West", CloudProvider.Azure)]);

    [Fact]
    public void TakenBy_WhatIsTheSame_IsNothing() => Assert.Null(Taken(now =>
    {
        (now.Host, now.Aliases) = (" A.my-saas.io", "c.my-saas.io; b.my-saas.io d.my-saas.io");
        now.Links.Add(new() { ServiceId = West, Text = "3" });
    }));

    [Fact]
    public void Cut_ALinkUnderAnotherService_IsARemovedLink()
    {
        var cut = Taken(now => now.Links[0].ServiceId = West)!.Cut!;

        Assert.Equal(("Remove 1 private endpoint?", true), (cut.Question, cut.IsAtMost));
        Assert.Equal([LinkId.Azure(1)], cut.Links!);
    }

    [Theory]
    [InlineData(ResourceMode.Open, true, null)]
    [InlineData(ResourceMode.Monitor, true, null)]
    [InlineData(ResourceMode.Enforce, true, "Remove 1 private endpoint?")]
    [InlineData(ResourceMode.Enforce, false, null)]
    public void Cut_OfALink_IsOnlyOnAHostThatIsEnforcedAndOn(ResourceMode mode, bool enabled, string? question) =>
        Assert.Equal(question, Taken(now => now.Links.RemoveAt(0), mode, enabled)!.Cut?.Question);

    [Fact]
    public void Cut_ALinkSwitchedOff_IsCalledSo() => Assert.Equal("Disable 1 private endpoint?", Taken(now => now.Links[1].Enabled = false)!.Cut!.Question);

    /// <summary>The company's switch turns the link in every row of the host, a tenant's one row.</summary>
    [Fact]
    public void Cut_ALinkAddedOffUnderAnotherService_IsTheLinkOfTheCompanysSaveOnly()
    {
        static void AddOff(ResourceDraft now) => now.Links.Add(new() { ServiceId = West, Text = "1", Enabled = false });

        var taken = Taken(AddOff, isCompany: true)!;

        Assert.Equal(("Disable 1 private endpoint?", false), (taken.Cut!.Question, taken.Cut.IsAtMost));
        Assert.Equal([LinkId.Azure(1)], taken.Cut.Links!);
        Assert.Equal([(East, "1", true), (East, "2", true), (West, "1", false)], taken.PutBack().Links.Select(link => (link.ServiceId!.Value, link.Text, link.Enabled)));
        Assert.Null(Taken(AddOff));
    }

    [Fact]
    public void IsRemoval_OfWhatWasOnlyDisabled_IsFalse()
    {
        Assert.False(Taken(now => now.Links[1].Enabled = false)!.IsRemoval);
        Assert.False(Taken(now => now.Enabled = false)!.IsRemoval);
        Assert.True(Taken(now => now.Links.RemoveAt(0))!.IsRemoval);
    }

    [Fact]
    public void Cut_OfOneAlias_IsAtMostEverything()
    {
        var cut = Taken(now => now.Aliases = "c.my-saas.io b.my-saas.io")!.Cut!;

        Assert.Equal(("Remove 1 host name?", true), (cut.Question, cut.IsAtMost));
        Assert.Null(cut.Links);
    }

    [Fact]
    public void Cut_OfTheSwitch_IsEverythingInAnyMode() =>
        Assert.Equal(new("Disable the host for all its clients?", Links: null, IsAtMost: false), Taken(now => now.Enabled = false, ResourceMode.Open)!.Cut);

    /// <summary>What the same save added is not undone with what it removed.</summary>
    [Fact]
    public void PutBack_OfASave_IsWhatItTookAwayAndNothingElse()
    {
        var back = Taken(now =>
        {
            (now.Enabled, now.Aliases) = (false, "e.my-saas.io b.my-saas.io");
            now.Links.RemoveAt(0);
            now.Links[0].Enabled = false;
            now.Links.Add(new() { ServiceId = West, Text = "3" });
        })!.PutBack();

        Assert.True(back.Enabled);
        Assert.Equal("b.my-saas.io c.my-saas.io d.my-saas.io e.my-saas.io", back.Aliases);
        Assert.Equal([(East, "2", true), (West, "3", true), (East, "1", true)], back.Links.Select(link => (link.ServiceId!.Value, link.Text, link.Enabled)));
    }

    [Fact]
    public void PutBack_OfANameThatChangedPlaces_KeepsBoth()
    {
        var back = Taken(now => (now.Host, now.Aliases) = ("b.my-saas.io", "c.my-saas.io d.my-saas.io"))!.PutBack();

        Assert.Equal(("a.my-saas.io", "b.my-saas.io c.my-saas.io d.my-saas.io"), (back.Host, back.Aliases));
    }

    private static TakenAway? Taken(Action<ResourceDraft> change, ResourceMode mode = ResourceMode.Enforce, bool enabled = true, bool isCompany = false)
    {
        var draft = new ResourceDraft
        {
            Host = "a.my-saas.io",
            Aliases = "b.my-saas.io c.my-saas.io d.my-saas.io",
            Mode = mode,
            Enabled = enabled,
            Links = [new() { ServiceId = East, Text = "1" }, new() { ServiceId = East, Text = "2" }],
        };
        var saved = SavedResource.Of(new(Guid.NewGuid(), 4, draft, "Megacorp"), isCompany);
        change(draft);
        return saved.TakenBy(draft, Choices);
    }
}
