using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Resources;

public class ResourceEditorTests
{
    private static readonly ServiceChoice Aws = new(Guid.NewGuid(), "saas-aws", CloudProvider.Aws);
    private static readonly ServiceChoice Azure = new(Guid.NewGuid(), "saas-azure", CloudProvider.Azure);

    private readonly ResourceEditor _editor = new(new ResourceDraft(), new ResourceChoices([], [], [Aws, Azure]));

    [Fact]
    public void HasChanges_AfterTypingAndTakingBack_IsFalseAgain()
    {
        Assert.False(_editor.HasChanges);
        _editor.SetHost("megacorp.my-saas.io");
        Assert.True(_editor.HasChanges);
        _editor.SetHost("");
        Assert.False(_editor.HasChanges);
    }

    [Fact]
    public void HostError_BeforeTheFirstCharacter_KeepsQuiet()
    {
        Assert.Null(_editor.HostError);
        _editor.SetHost("https://megacorp.my-saas.io/");
        Assert.StartsWith("This is a URL.", _editor.HostError, StringComparison.Ordinal);
    }

    [Fact]
    public void Recognise_LinkWithoutAService_WaitsForIt()
    {
        _editor.AddLink();
        var link = _editor.Draft.Links[0];
        _editor.SetLinkText(link, "vpce-0a1b2c3d4e5f60718");
        Assert.Null(_editor.Recognise(link));

        _editor.SetLinkService(link, Aws.Id);
        Assert.Equal("vpce-0a1b2c3d4e5f60718", _editor.Recognise(link)?.LinkId.ToString());
    }

    [Fact]
    public void Offer_OfALink_FillsItInUnderItsServiceAndSavesNothing()
    {
        var link = LinkId.Aws("vpce-0a1b2c3d4e5f60718"u8);
        _editor.Offer(new(link, Aws.Id));
        Assert.Equal((Aws.Id, link.ToString(), true), (_editor.Draft.Links[0].ServiceId!.Value, _editor.Draft.Links[0].Text, _editor.IsOfferOpen));

        _editor.Offer(new(link, Aws.Id));
        Assert.Single(_editor.Draft.Links);

        _editor.MarkSaved();
        Assert.False(_editor.IsOfferOpen);
    }

    /// <summary>The only service that there is to choose need not be the one that it came through.</summary>
    [Fact]
    public void Offer_OfALinkOfAnUnknownService_LeavesTheServiceToThePerson()
    {
        _editor.Offer(new(LinkId.Aws("vpce-0a1b2c3d4e5f60718"u8), ServiceId: null));

        Assert.Null(Assert.Single(_editor.Draft.Links).ServiceId);
    }

    [Theory]
    [InlineData("vpce-0a1b2c3d4e5f60718", "Aws", true)]
    [InlineData("vpce-0a1b2c3d4e5f60718", "Azure", false)]
    [InlineData("553665985", "7", false)]
    [InlineData(null, "Aws", false)]
    public void OfferedLink_ReadFromAnAddress_IsOneOrNone(string? link, string? cloud, bool isOne) =>
        Assert.Equal(isOne, OfferedLink.Read(link, cloud, service: null) is not null);

    [Fact]
    public void NobodyCanConnect_EnforcedWithEveryLinkOff_IsTrue()
    {
        _editor.AddLink();
        _editor.SetMode(ResourceMode.Enforce);
        Assert.False(_editor.NobodyCanConnect);

        _editor.Draft.Links[0].Enabled = false;
        Assert.True(_editor.NobodyCanConnect);

        _editor.SetMode(ResourceMode.Monitor);
        Assert.False(_editor.NobodyCanConnect);
    }

    [Fact]
    public void RemoveLink_WithErrorsOnLinks_ForgetsThemBecauseRowsMoved()
    {
        _editor.AddLink();
        _editor.AddLink();
        _editor.Show(new Dictionary<string, string> { ["Links[1].Text"] = "wrong", ["Host"] = "taken" });

        _editor.RemoveLink(_editor.Draft.Links[0]);

        Assert.Null(_editor.ErrorOf(ResourceEditor.Field.LinkText(1)));
        Assert.Equal("taken", _editor.ErrorOf(ResourceEditor.Field.Host));
    }

    [Fact]
    public void AddLink_OnlyOneService_IsChosenAlready()
    {
        var editor = new ResourceEditor(new ResourceDraft(), new ResourceChoices([], [], [Azure]));

        editor.AddLink();

        Assert.Equal(CloudProvider.Azure, editor.CloudOf(editor.Draft.Links[0]));
    }
}
