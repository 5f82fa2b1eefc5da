using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Components.Pages.PrivateEndpoints;
using PrivateLink.Portal.Components.Pages.Publishing;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.Clouds;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>Each screen of the wizard, on the portal's own services.</summary>
public class OnboardingPageTests : PageTest
{
    private static Caller Company { get; } = Caller.Company("local");

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_SubmittedAsItIs_SaysWhatIsMissing()
    {
        var page = await ConnectAsync();

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("Choose the tenant", page.Text(), StringComparison.Ordinal));
        Assert.Contains("Choose the cloud and the service", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Choose at least one host", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>The guide is one click away, and going back must keep the choices.</summary>
    [Fact]
    public async Task Connect_ChoicesMade_AreInTheAddressAndThereAgain()
    {
        var page = await ConnectAsync();
        var offer = await Own<OnboardingService>().OfferAsync(Company, Cancel);
        var service = offer.Services.Single(each => each.Cloud == CloudProvider.Aws);
        var host = offer.Hosts.Single(each => each.Host == DemoNames.GlobexHost);
        var navigation = Services.GetRequiredService<NavigationManager>();

        await page.Find($"input[type=radio][value='{service.Id}']").ChangeAsync(new ChangeEventArgs());
        page.Field("Region of your VPC").Input("eu-west-1");
        await page.Field("Region of your VPC").BlurAsync(new());
        page.Field("AWS account").Input("111122223333");
        await page.Field("AWS account").BlurAsync(new());
        Assert.Contains($"service={service.Id}", navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("region=eu-west-1", navigation.Uri, StringComparison.Ordinal);

        navigation.NavigateTo($"{navigation.Uri}&tenant={host.TenantId}&hosts={host.Id}");
        var again = Render<ConnectPage>();
        await again.WaitForAssertionAsync(() => again.Find("form"));
        Assert.Equal(("eu-west-1", "111122223333"), (again.Field("Region of your VPC").GetAttribute("value"), again.Field("AWS account").GetAttribute("value")));
        Assert.True(again.Find($"input[type=radio][value='{service.Id}']").HasAttribute("checked"));
        Assert.Single(again.FindAll("input[type=checkbox][checked]"));
    }

    [Fact]
    public async Task Connect_RegionThatCannotReach_IsSaidWhileTyping()
    {
        var page = await ConnectAsync();
        await page.FindAll("input[type=radio]")[0].ChangeAsync(new ChangeEventArgs());

        page.Field("Region of your VPC").Input("ap-south-1");

        Assert.Contains("accepts endpoints from us-east-1", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_OutputPasted_NamesWhatToChoose()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Zones);

        page.Find("textarea").Input("us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1c use1-az1");

        Assert.Contains("Choose a subnet in each of us-east-1a, us-east-1e.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("The service is not in this zone", page.Text(), StringComparison.Ordinal);
        Assert.Contains("use1-az6", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_ChosenAndLeft_AreUsedNextAndThereWhenOneGoesBack()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Zones);
        page.Find("textarea").Input("us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1c use1-az1");
        page.FindAll("input[type=checkbox]")[1].Change(false);

        await page.Button("Continue").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.EndsWith("/create", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

        var create = await StepAsync(page.Instance.Id, OnboardingStep.Create);
        Assert.Contains("In the zone us-east-1a (use1-az4)", create.Text(), StringComparison.Ordinal);
        Assert.Contains("Name=availability-zone-id,Values=use1-az4 ", create.Find("[role=tabpanel] pre").TextContent, StringComparison.Ordinal);
        var back = await StepAsync(page.Instance.Id, OnboardingStep.Zones);
        Assert.Contains("us-east-1a (use1-az4)", back.Text(), StringComparison.Ordinal);
        Assert.True(back.Find("input[type=checkbox]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Create_SubnetsResourceId_FillsFourFields()
    {
        var page = await StepAsync(CloudProvider.Azure, OnboardingStep.Create);

        page.Field("Subnet").Input(PastedOutputs.AzureSubnet);
        await page.Field("Subnet").BlurAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Equal("private-endpoints", page.Field("Subnet").GetAttribute("value")));
        Assert.Equal(["6f1d1b3c-1111-4222-8333-444455556666", "network-prod", "vnet-prod"], ((string[])["Subscription", "Resource group", "Virtual network"]).Select(label => page.Field(label).GetAttribute("value")));
        Assert.Contains("Found in what you pasted", page.Text(), StringComparison.Ordinal);
        var form = (await Own<OnboardingService>().FindAsync(Company, page.Instance.Id, Cancel))!.Form;
        Assert.Equal(("network-prod", "private-endpoints"), (form["resourceGroup"], form["subnet"]));
    }

    [Theory]
    [InlineData(CloudProvider.Aws, "VPC", "vpc-0a1b2c3d4e5f60718", "aws ec2 create-vpc-endpoint")]
    [InlineData(CloudProvider.Azure, "Resource group", "network-prod", "az network private-endpoint create")]
    [InlineData(CloudProvider.Gcp, "Project", "acme-prod", "gcloud compute forwarding-rules create")]
    public async Task Create_ValueTyped_IsInTheTextAtOnce(CloudProvider cloud, string field, string value, string command)
    {
        var page = await StepAsync(cloud, OnboardingStep.Create);

        page.Field(field).Input(value);

        var text = page.Find("[role=tabpanel] pre").TextContent;
        Assert.Contains(command, text, StringComparison.Ordinal);
        Assert.Contains(value, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Mistake_IsExplainedWhileTyping()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Create);

        page.Field("VPC").Input("subnet-0a1b2c3d");

        Assert.Contains("It starts with vpc-.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_EmptyForm_AsksWhomToLetInUnlessAGroupSaysIt()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Create);

        Assert.Contains("words in capitals: VPC, Client networks.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.0/8", page.Markup, StringComparison.Ordinal);

        page.Field("Security group (optional)").Input("sg-0a1b2c3d");
        Assert.Contains("words in capitals: VPC.", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OnboardingStep.Create, "one file creates the endpoint and the DNS records")]
    [InlineData(OnboardingStep.Dns, "With Terraform one file does both, the same as in the step before.")]
    public async Task CreateAndDns_ServiceThatAcceptsByItself_ShowTheSameFile(OnboardingStep step, string sentence)
    {
        var page = await StepAsync(CloudProvider.Gcp, step);

        page.FindAll("[role=tab]").Single(tab => tab.TextContent == "Terraform").Click();

        Assert.Contains("google_compute_forwarding_rule", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("google_dns_record_set", page.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains(sentence, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_ColleagueAtTheSameForm_FillsInWhatIsLeftAloneAndIsNotOverwritten()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Create);
        page.Field("VPC").Input("vpc-0a1b2c3d");
        await SaveAsync(page.Instance.Id, ("vpc", "vpc-0d4c3b2a"), ("subnets", "subnet-0a1b2c3d"));

        await page.Field("VPC").BlurAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("vpc-0a1b2c3d vpc-0d4c3b2a", Finding.TextOf(page.Find("table[aria-label='Differences']")), StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Equal("vpc-0d4c3b2a", page.Field("VPC").GetAttribute("value")));
        Assert.Equal("subnet-0a1b2c3d", page.Field("Subnets (optional)").GetAttribute("value"));

        page.Field("VPC").Input("vpc-0a1b2c3d");
        await page.Field("VPC").BlurAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("table[aria-label='Differences']")));
        Assert.Equal("vpc-0a1b2c3d", (await Own<OnboardingService>().FindAsync(Company, page.Instance.Id, Cancel))!.Form["vpc"]);
    }

    [Fact]
    public async Task Link_OneTimeNameMade_ShowsTheCommandsAndWaits()
    {
        var page = await StepAsync(CloudProvider.Azure, OnboardingStep.Link);
        Assert.Contains("Azure shows the LinkID to the provider only", page.Text(), StringComparison.Ordinal);

        await page.Button("Make a one-time name").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll("pre"), pre => pre.TextContent.Contains("openssl s_client -connect", StringComparison.Ordinal)));
        Assert.Contains("Waiting for", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_PastedAndUsed_GoesOnToDns()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Link);

        page.Field("VPC endpoint ID").Input("vpc-0a1b2c3d");
        Assert.Contains("This is the ID of a VPC", page.Text(), StringComparison.Ordinal);
        page.Field("VPC endpoint ID").Input("arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0FFFFFFFFFFFFFFF1");
        await page.Button("Use this ID").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.EndsWith("/dns", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Link_OutputOfAnotherService_NamesBothBeforeItIsKept()
    {
        var page = await StepAsync(CloudProvider.Gcp, OnboardingStep.Link);

        page.Field("PSC connection ID").Input(PastedOutputs.GcpYaml);

        Assert.Contains("leads to projects/another-saas/regions/europe-west1/serviceAttachments/another, and yours has to lead to projects/", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Its status is REJECTED", page.Text(), StringComparison.Ordinal);
        Assert.Contains("10.0.60.100", page.Find(".findings").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OutputWithoutTheId_IsKeptAndStays()
    {
        var page = await StepAsync(CloudProvider.Azure, OnboardingStep.Link);

        page.Field("LinkID").Input(PastedOutputs.AzureJson);
        Assert.Contains("Status Approved Message Welcome to my-saas", Finding.TextOf(page.Find(".findings")), StringComparison.Ordinal);
        await page.Button("Keep what was found").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".findings")));
        Assert.Equal("10.0.60.100", (await Own<OnboardingService>().FindAsync(Company, page.Instance.Id, Cancel))!.Address);
    }

    [Fact]
    public async Task Dns_NameUnknown_HasNothingToCopyUntilItIsPasted()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Dns);
        Assert.Contains("YOUR_ENDPOINT_DNS_NAME", page.Find("table[aria-label='DNS records']").TextContent, StringComparison.Ordinal);

        page.Field("Endpoint's DNS name or address").Input(PastedOutputs.AwsProjected);
        await page.Field("Endpoint's DNS name or address").BlurAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains(PastedOutputs.AwsName, page.Find("table[aria-label='DNS records']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dns_ForEachHost_HasARowAndAScript()
    {
        var page = await StepAsync(CloudProvider.Gcp, OnboardingStep.Dns);

        Assert.Contains(DemoNames.GlobexHost, page.Find("table[aria-label='DNS records']").TextContent, StringComparison.Ordinal);
        Assert.Contains("gcloud dns managed-zones create", page.Find("[role=tabpanel] pre").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("pre"), pre => pre.TextContent.Contains("openssl s_client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_BeforeTheFirstConnection_WaitsAndReassures()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Verify);

        Assert.Contains("Waiting for the first connection", page.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.Button("Check now"));
        Assert.Contains("Endpoint", page.Find("figure svg").GetAttribute("aria-label")!, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Enforce_WithoutAVerifiedLink_AsksToSaySo()
    {
        var page = await StepAsync(CloudProvider.Gcp, OnboardingStep.Enforce);

        page.Field("Host to enforce").Input(DemoNames.GlobexHost);
        await page.Button($"Enforce {DemoNames.GlobexHost} on trial").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Tick the box if you want this", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Steps_AtTheSide_SayStateAndOwner()
    {
        var page = await StepAsync(CloudProvider.Aws, OnboardingStep.Zones);

        Assert.Equal(8, page.FindAll("nav[aria-label=Steps] li").Count);
        Assert.Equal("Zones", page.Find("[aria-current=step] .step-title").TextContent);
        Assert.Contains("Next: the customer", page.Find("nav[aria-label=Steps]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnEndpointThroughWhichNothingCame_SaysWhichKindOfNothing()
    {
        var list = Render<PrivateEndpointsPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(4, list.FindAll("tbody tr").Count));
        var id = Guid.Parse(list.Find("tbody a").GetAttribute("href")!.Split('/')[1]);

        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));

        await page.WaitForAssertionAsync(() => Assert.Contains("What has not come yet", page.Text(), StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Contains("No connection yet", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_AndPage_ShowWhatTheDemonstrationHas()
    {
        var list = Render<PrivateEndpointsPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(4, list.FindAll("tbody tr").Count));

        var id = Guid.Parse(list.Find("tbody a").GetAttribute("href")!.Split('/')[1]);
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Contains("Ownership", page.Text(), StringComparison.Ordinal));
        page.Field("Name").Input("Production");
        await page.Button("Rename").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("Production", page.Find("h1").TextContent));
        Assert.True(page.Button("Rename").HasAttribute("disabled"));

        var dialogs = Render<MudBlazor.MudDialogProvider>();
        _ = page.Button("Disable endpoint").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Disable Production?", dialogs.Text(), StringComparison.Ordinal));
        await dialogs.Button("Disable").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Give a reason of at least 10 characters", dialogs.Text(), StringComparison.Ordinal));
        dialogs.Field("Reason").Input("this endpoint was sold");
        await dialogs.Button("Disable").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Disabled", page.Text(), StringComparison.Ordinal));
        Assert.Contains("Disabled by the company. Reason: this endpoint was sold", page.Text(), StringComparison.Ordinal);
        var tenant = (await Own<OnboardingService>().FindAsync(Company, id, Cancel))!.TenantId;
        Reader.Become(Caller.Tenant("vera", tenant, TenantRole.Viewer));
        var read = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));
        await read.WaitForAssertionAsync(() => Assert.Contains("Disabled by the company. Reason: this endpoint was sold", read.Text(), StringComparison.Ordinal));
    }

    /// <summary>The company's switch turns the link in every row that the tenant has of it.</summary>
    [Fact]
    public async Task KeepDisabled_TheLinkIsOnUnderAnotherService_NamesTheHostsOfThatRow()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var service = new PrivateLinkService { Name = "another", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "another", Published = true };
        var endpoint = new PrivateEndpoint
        {
            TenantId = host.Draft.TenantId!.Value,
            ServiceId = service.Id,
            Cloud = CloudProvider.Aws,
            LinkId = DemoNames.MegacorpAwsLink.ToString(),
            Enabled = false,
        };
        await StoreAsync(service, endpoint);
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, endpoint.Id));
        await page.WaitForAssertionAsync(() => page.Button("Keep endpoint disabled"));

        _ = page.Button("Keep endpoint disabled").ClickAsync(new());

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("disabled?", dialogs.Text(), StringComparison.Ordinal));
        Assert.Contains(DemoNames.MegacorpHost, dialogs.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("No enforced host accepts connections through it now.", dialogs.Text(), StringComparison.Ordinal);
    }

    /// <summary>The way back denies the links, too, and what is typed and not saved does not go with it.</summary>
    [Fact]
    public async Task Service_NamePutBack_AsksFirstAndIsNotOfferedOverWhatIsTyped()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var service = (await Own<PublishingService>().ListAsync(Company, Cancel)).Single(each => each.Draft.Name == DemoNames.AwsService);
        await StoreAsync(new HourlyRollUp
        {
            Id = Guid.NewGuid(),
            Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour),
            ResourceId = host.Id,
            Listener = "aws",
            Cloud = CloudProvider.Aws,
            LinkId = DemoNames.MegacorpAwsLink.ToString(),
            Verdict = PrivateLink.Protocol.Policy.Verdict.Allowed,
            Reason = PrivateLink.Protocol.Reasons.Reason.LinkMatched,
            Connections = 43,
            Failed = 0,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        });
        Own<KeptUndos>().Keep(side: null, service.Id, new("as-it-was", service.Version, PersonId: null, "local"));
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        RenderPopovers();
        var page = Render<ServicePage>(parameters => parameters.Add(each => each.Id, service.Id));
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the new name", page.Text(), StringComparison.Ordinal));

        page.Field("Ports").Change("8443");
        Assert.DoesNotContain("You can undo the new name", page.Text(), StringComparison.Ordinal);
        page.Field("Ports").Change(service.Draft.Ports);
        _ = page.Button("Undo").ClickAsync(new());

        await dialogs.WaitForAssertionAsync(() => Assert.Contains($"Rename {DemoNames.AwsService}?", dialogs.Text(), StringComparison.Ordinal));
        Assert.Contains(DemoNames.MegacorpHost, dialogs.Text(), StringComparison.Ordinal);
        Assert.Equal(DemoNames.AwsService, (await Own<PublishingService>().FindAsync(Company, service.Id, Cancel))!.Draft.Name);
        await dialogs.Button("Undo").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("as-it-was", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Services_Saved_IsInTheList()
    {
        var page = Render<ServicePage>();
        await page.WaitForAssertionAsync(() => page.Find("form"));

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("Choose the cloud.", page.Text(), StringComparison.Ordinal));
        var list = Render<ServicesPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(4, list.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Claims_AnEndpointThatWasCreated_HasTheCommandsForOperations()
    {
        var id = await StartAsync(CloudProvider.Azure);
        Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().ConfirmCreatedAsync(Company, id, Cancel));

        var page = Render<ClaimsPage>();

        await page.WaitForAssertionAsync(() => Assert.Contains("az network private-link-service show", page.Text(), StringComparison.Ordinal));
        Assert.NotEmpty(await Own<PendingEndpointService>().PendingAsync(Company, Cancel));
    }

    [Fact]
    public async Task Claims_ApprovedWithAMessage_IsReadOnTheEndpointsPage()
    {
        var id = await StartAsync(CloudProvider.Azure);
        Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().ConfirmCreatedAsync(Company, id, Cancel));
        var claims = Render<ClaimsPage>();
        await claims.WaitForAssertionAsync(() => claims.Button("Mark as refused"));
        Assert.StartsWith("az network private-endpoint-connection approve", claims.Find("[role=tabpanel] pre").TextContent, StringComparison.Ordinal);

        await claims.Button("Mark as refused").ClickAsync(new());
        await claims.WaitForAssertionAsync(() => Assert.Contains("Say why you refuse it", claims.Text(), StringComparison.Ordinal));
        claims.Field("Message to the customer").Change("Welcome to my-saas");
        await claims.Button("Mark as approved").ClickAsync(new());

        await claims.WaitForAssertionAsync(() => Assert.Contains("It is approved. If our cloud shows the link ID, assign it.", claims.Text(), StringComparison.Ordinal));
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Contains("Welcome to my-saas", page.Text(), StringComparison.Ordinal));
        var link = await StepAsync(id, OnboardingStep.Link);
        Assert.Contains("Approved since", link.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("We must approve it first", link.Text(), StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ConnectPage>> ConnectAsync()
    {
        RenderPopovers();
        var page = Render<ConnectPage>();
        await page.WaitForAssertionAsync(() => page.Find("form"));
        return page;
    }

    private async Task<IRenderedComponent<OnboardingPage>> StepAsync(CloudProvider cloud, OnboardingStep step)
    {
        RenderPopovers();
        return await StepAsync(await StartAsync(cloud), step);
    }

    private async Task<IRenderedComponent<OnboardingPage>> StepAsync(Guid id, OnboardingStep step)
    {
        var page = Render<OnboardingPage>(parameters => parameters.Add(each => each.Id, id).Add(each => each.Slug, StepSlug.Of(step)));
        await page.WaitForAssertionAsync(() => page.Find("#step-heading"));
        return page;
    }

    private async Task SaveAsync(Guid id, params (string Field, string Text)[] texts) =>
        Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().SaveFormAsync(Company, id, texts.ToDictionary(text => text.Field, text => new FieldEdit("", text.Text)), Cancel));

    private void RenderPopovers() => Render<MudBlazor.MudPopoverProvider>();

    private async Task<Guid> StartAsync(CloudProvider cloud)
    {
        var offer = await Own<OnboardingService>().OfferAsync(Company, Cancel);
        var service = offer.Services.Single(each => each.Cloud == cloud);
        var host = offer.Hosts.Single(each => each.Host == DemoNames.GlobexHost);
        var draft = new OnboardingDraft { TenantId = host.TenantId, ServiceId = service.Id, Region = service.Region, HostIds = { host.Id } };
        return Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().StartAsync(Company, draft, Cancel)).Id;
    }
}
